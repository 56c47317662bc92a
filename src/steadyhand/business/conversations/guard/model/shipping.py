"""Which model comes with Steadyhand for a language? Loaded when first asked, once for all threads."""

import logging
from pathlib import Path
from threading import Lock

from steadyhand.business.conversations.guard.model.classifier import SmallModel
from steadyhand.business.conversations.guard.model.files import ModelUnfit, read_model

_LANGUAGES = Path(__file__).parent.parent / "languages"
_logger = logging.getLogger(__name__)
_loading = Lock()
_loaded: dict[str, SmallModel | None] = {}


def shipped_model(language: str) -> SmallModel | None:
    """Return a language's model; None where it has none or it can't be loaded, which is logged once with the reason."""
    with _loading:
        if language not in _loaded:
            _loaded[language] = _load(_LANGUAGES / language / "model")
        return _loaded[language]


def _load(folder: Path) -> SmallModel | None:
    if not folder.is_dir():
        return None
    try:
        return SmallModel(read_model(folder))
    except ModelUnfit as error:
        _logger.warning("Reviews go on by rules alone: %s", error)
        return None

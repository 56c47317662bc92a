"""Pictures and sounds that people hand in: only what shows or sounds is kept, never where and with what it was made.

`pictures` takes JPEG, PNG and WebP by their signatures and leaves out every segment that isn't image data: places,
cameras, thumbnails, comments, whatever was appended. `sounds` does so for WebM, Ogg and MP4. `keeping` stores by hash.
"""

from steadyhand.shared.media.clean import CleanFile, NotTaken
from steadyhand.shared.media.keeping import forget_file, keep_file, kept_file
from steadyhand.shared.media.pictures import clean_picture
from steadyhand.shared.media.sounds import clean_sound

__all__ = ["CleanFile", "NotTaken", "clean_picture", "clean_sound", "forget_file", "keep_file", "kept_file"]

"""Bruno takes a photo, blurs a name by dragging and a number by keyboard, and signs off with a finger."""

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django import Settings
from tests.builders.field import a_visit_on_site, its_technician
from tests.builders.media import exif_with_a_place

from steadyhand.business.calls.models import Attachment
from steadyhand.business.calls.queries.attachments import file_of
from steadyhand.business.dealership.models import User
from steadyhand.shared.clock import read_clock

Sit = Callable[[User], Page]
# Black and white stripes, two pixels wide: where it was blurred they are grey.
STRIPES = """() => {
  const canvas = document.createElement("canvas");
  canvas.width = 3000;
  canvas.height = 2000;
  const pen = canvas.getContext("2d");
  pen.fillRect(0, 0, 3000, 2000);
  pen.fillStyle = "#fff";
  for (let x = 0; x < 3000; x += 4) pen.fillRect(x, 0, 2, 2000);
  return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
}"""
# How far apart the lightest and the darkest point of a place are, and how large the kept picture is.
CONTRAST = """async ([url, left, top]) => {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const [x, y] = [Math.round(left * canvas.width), Math.round(top * canvas.height)];
  const shades = pen.getImageData(x - 20, y - 5, 40, 10).data.filter((_, place) => place % 4 === 0);
  return [canvas.width, canvas.height, Math.max(...shades) - Math.min(...shades)];
}"""


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def test_what_is_kept_is_small_blurred_and_without_its_place(phone_of: Sit, tmp_path: Path) -> None:
    visit = a_visit_on_site(at=read_clock(), planned_for=read_clock())
    assert visit.technician is not None
    assert visit.technician.user is not None
    phone = phone_of(visit.technician.user)
    phone.goto(f"/visits/{visit.id}/files/")
    photo = b64decode(phone.evaluate(STRIPES))
    taken = tmp_path / "IMG_0001.jpg"
    taken.write_bytes(photo[:2] + exif_with_a_place() + photo[2:])

    phone.set_input_files("#photo_file", taken)
    drag_over(phone, (0.1, 0.1), (0.4, 0.4))
    for label, part in (("From the left", "60"), ("From the top", "60"), ("Width", "30"), ("Height", "30")):
        phone.get_by_label(label).fill(part)
    phone.get_by_role("button", name="Blur this box").press("Enter")
    expect(phone.get_by_text("2 boxes are blurred.")).to_be_visible()
    nothing_wrong_with(phone)
    phone.get_by_role("button", name="Keep the photo").tap()
    expect(phone.get_by_text("The photo is kept.")).to_be_visible()

    url = f"/visits/{visit.id}/files/{Attachment.objects.get().id}/"
    kept = file_of(its_technician(visit), visit.id, Attachment.objects.get().id)
    assert kept is not None
    assert b"GPS" not in kept.content
    dragged, by_keyboard, open_ = (
        phone.evaluate(CONTRAST, [url, *place]) for place in ((0.25, 0.25), (0.75, 0.75), (0.75, 0.25))
    )
    assert dragged[:2] == [1600, 1067]
    assert max(dragged[2], by_keyboard[2]) < open_[2] / 4


def test_a_finger_signs(phone_of: Sit) -> None:
    visit = a_visit_on_site(at=read_clock(), planned_for=read_clock())
    assert visit.technician is not None
    assert visit.technician.user is not None
    phone = phone_of(visit.technician.user)
    phone.goto(f"/visits/{visit.id}/files/")

    phone.get_by_label("Name of whoever signs it off").fill("Grace Chen")
    drag_over(phone, (0.1, 0.2), (0.8, 0.7), canvas="[data-sign-canvas]")
    phone.get_by_role("button", name="Keep the sign-off").tap()

    expect(phone.get_by_text("Signed off by Grace Chen")).to_be_visible()
    nothing_wrong_with(phone)
    signed = Attachment.objects.get()
    assert (signed.kind, signed.media_type, signed.taken_at_how) == ("sign_off", "image/png", "observed")


def drag_over(
    phone: Page, begin: tuple[float, float], end: tuple[float, float], *, canvas: str = "[data-photo-canvas]"
) -> None:
    """Drag over a part of a canvas, from one corner to the other."""
    where = phone.locator(canvas)
    expect(where).to_be_visible()
    where.scroll_into_view_if_needed()
    box = where.bounding_box()
    assert box is not None
    phone.mouse.move(box["x"] + begin[0] * box["width"], box["y"] + begin[1] * box["height"])
    phone.mouse.down()
    phone.mouse.move(box["x"] + end[0] * box["width"], box["y"] + end[1] * box["height"], steps=5)
    phone.mouse.up()


def nothing_wrong_with(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()

/* A photo is made smaller, loses where it was taken, and gets blurred where somebody drags a box, before it leaves the
   phone. What is sent is what the canvas shows; without scripts the file goes as it is and the server cleans it. */
(() => {
  "use strict";
  const LONGEST = 1600; // Sharp enough for a serial plate, some 300 kB.
  const QUALITY = 0.82;
  const BLOCKS = 5; // So few colours in a box that no face or word comes back.

  /** Let the photo of a form, or of a part of one, be seen and blurred before it is sent. */
  function editorOf(part) {
    const input = part.querySelector("input[type=file]");
    const editor = part.querySelector("[data-photo-editor]");
    const canvas = part.querySelector("[data-photo-canvas]");
    const said = part.querySelector("[data-photo-said]");
    const taken = part.querySelector("[name=taken]");
    const pen = canvas.getContext("2d");
    const small = document.createElement("canvas");
    let photo = null;
    let boxes = [];
    let from = null;

    function blur({ left, top, width, height }) {
      const longer = Math.max(width, height);
      small.width = Math.max(1, Math.round((BLOCKS * width) / longer));
      small.height = Math.max(1, Math.round((BLOCKS * height) / longer));
      small.getContext("2d").drawImage(canvas, left, top, width, height, 0, 0, small.width, small.height);
      pen.imageSmoothingEnabled = false;
      pen.drawImage(small, 0, 0, small.width, small.height, left, top, width, height);
      pen.imageSmoothingEnabled = true;
    }

    function draw() {
      pen.drawImage(photo, 0, 0, canvas.width, canvas.height);
      boxes.forEach(blur);
    }

    function keep() {
      draw();
      said.textContent = boxes.length === 1 ? "1 box is blurred." : `${boxes.length || "No"} boxes are blurred.`;
      canvas.toBlob((blob) => {
        const files = new DataTransfer();
        files.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
        input.files = files.files;
      }, "image/jpeg", QUALITY);
    }

    function add(box) {
      const left = Math.max(0, box.left);
      const top = Math.max(0, box.top);
      const width = Math.min(canvas.width, box.left + box.width) - left;
      const height = Math.min(canvas.height, box.top + box.height) - top;
      if (width < 4 || height < 4) return draw();
      boxes.push({ left, top, width, height });
      keep();
    }

    function at(event) {
      const shown = canvas.getBoundingClientRect();
      const scale = canvas.width / shown.width;
      return { x: (event.clientX - shown.left) * scale, y: (event.clientY - shown.top) * scale };
    }

    const between = (a, b) => ({
      left: Math.min(a.x, b.x), top: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y),
    });

    input.addEventListener("change", async () => {
      const file = input.files[0];
      if (!file) return;
      if (taken) taken.value = file.lastModified;
      // Room for one more, while there is any.
      if (part.nextElementSibling?.matches("[data-photo-more]")) part.nextElementSibling.hidden = false;
      try {
        photo = await createImageBitmap(file);
      } catch (error) {
        // Not a picture for this browser; the server says what it takes.
        console.warn("This file can't be shown here.", error);
        editor.hidden = true;
        return;
      }
      const scale = Math.min(1, LONGEST / Math.max(photo.width, photo.height));
      canvas.width = Math.round(photo.width * scale);
      canvas.height = Math.round(photo.height * scale);
      boxes = [];
      editor.hidden = false;
      keep();
    });

    part.closest("form")?.addEventListener("reset", () => {
      editor.hidden = true;
      boxes = [];
    });
    canvas.addEventListener("pointerdown", (event) => {
      from = at(event);
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!from) return;
      const { left, top, width, height } = between(from, at(event));
      draw();
      pen.lineWidth = canvas.width / 150;
      pen.strokeStyle = "#ffffff";
      pen.strokeRect(left, top, width, height);
      pen.setLineDash([pen.lineWidth * 3]);
      pen.strokeStyle = "#000000";
      pen.strokeRect(left, top, width, height);
      pen.setLineDash([]);
    });
    canvas.addEventListener("pointerup", (event) => {
      if (!from) return;
      const box = between(from, at(event));
      from = null;
      add(box);
    });
    canvas.addEventListener("pointercancel", () => {
      from = null;
      draw();
    });

    part.querySelector("[data-photo-blur]").addEventListener("click", () => {
      const part = (name, of) => (Number(editor.querySelector(`[data-box=${name}]`).value) / 100) * of;
      add({
        left: part("left", canvas.width), top: part("top", canvas.height),
        width: part("width", canvas.width), height: part("height", canvas.height),
      });
    });
    part.querySelector("[data-photo-undo]").addEventListener("click", () => {
      if (boxes.pop()) keep();
    });
    part.querySelector("[data-photo-out]").addEventListener("click", () => {
      input.value = "";
      editor.hidden = true;
      input.focus();
    });
  }

  for (const part of document.querySelectorAll("[data-photo]")) editorOf(part);
  for (const more of document.querySelectorAll("[data-photo-more]")) more.hidden = true;
})();

/* A signature drawn with a finger goes into the form's own file field as a picture. The typed name is enough. */
(() => {
  "use strict";

  function padOf(form) {
    const input = form.querySelector("input[type=file]");
    const canvas = form.querySelector("[data-sign-canvas]");
    const pen = canvas.getContext("2d");
    let isDrawing = false;

    function clear() {
      // Ink on paper, also on a dark screen.
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      input.value = "";
    }

    function at(event) {
      const shown = canvas.getBoundingClientRect();
      return [
        ((event.clientX - shown.left) * canvas.width) / shown.width,
        ((event.clientY - shown.top) * canvas.height) / shown.height,
      ];
    }

    function keep() {
      canvas.toBlob((blob) => {
        const files = new DataTransfer();
        files.items.add(new File([blob], "signature.png", { type: "image/png" }));
        input.files = files.files;
      }, "image/png");
    }

    canvas.addEventListener("pointerdown", (event) => {
      isDrawing = true;
      canvas.setPointerCapture(event.pointerId);
      pen.lineWidth = 3;
      pen.lineCap = "round";
      pen.strokeStyle = "#111111";
      pen.beginPath();
      pen.moveTo(...at(event));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!isDrawing) return;
      pen.lineTo(...at(event));
      pen.stroke();
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => {
        if (isDrawing) keep();
        isDrawing = false;
      });
    }
    form.querySelector("[data-sign-clear]").addEventListener("click", clear);
    form.addEventListener("reset", clear);
    clear();
    form.querySelector("[data-sign-pad]").hidden = false;
    // The pad fills it; nobody needs to choose a file as well.
    input.closest(".field").hidden = true;
  }

  for (const form of document.querySelectorAll("form[data-sign]")) padOf(form);
})();

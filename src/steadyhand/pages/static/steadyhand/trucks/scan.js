/* A label's barcode fills a search field: where the browser reads barcodes (BarcodeDetector) a button stands beside the
   field, takes one picture and reads it on the phone; nothing is sent but the number. Elsewhere a scanner types it. */
(() => {
  "use strict";
  if (!("BarcodeDetector" in globalThis)) return;
  for (const button of document.querySelectorAll("[data-scan]")) {
    const form = button.closest("form");
    const field = form?.querySelector("input[type=search]");
    if (!field) continue;
    const camera = document.createElement("input");
    camera.type = "file";
    camera.accept = "image/*";
    camera.setAttribute("capture", "environment");
    camera.hidden = true;
    button.after(camera);
    button.hidden = false;
    button.addEventListener("click", () => camera.click());
    camera.addEventListener("change", async () => {
      const [picture] = camera.files;
      camera.value = "";
      if (!picture) return;
      try {
        const found = await new globalThis.BarcodeDetector().detect(await createImageBitmap(picture));
        if (found.length) {
          field.value = found[0].rawValue.trim();
          form.requestSubmit();
          return;
        }
      } catch (error) {
        console.warn("This picture can't be read.", error);
      }
      globalThis.steadyhandNote({
        place: form, name: "scan", kind: "info",
        said: "No barcode could be read in this picture. Go closer, keep the label flat, or type the number.",
      });
    });
  }
})();

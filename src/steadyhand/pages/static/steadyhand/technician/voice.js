/* Records up to two minutes into the file field of a form, or of a part of one. Where a browser can't, a file is chosen instead. */
(() => {
  "use strict";
  const LONGEST_SECONDS = 120;
  const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

  function recorderOf(part) {
    const input = part.querySelector("input[type=file]");
    const button = part.querySelector("[data-voice-record]");
    const said = part.querySelector("[data-voice-said]");
    const taken = part.querySelector("[name=taken]");
    const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each));
    let recorder = null;
    let ticking = 0;

    const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

    function keep(parts, seconds) {
      const kind = type.split(";")[0];
      const files = new DataTransfer();
      files.items.add(new File([new Blob(parts, { type: kind })], `voice.${kind.split("/")[1]}`, { type: kind }));
      input.files = files.files;
      if (taken) taken.value = Date.now();
      said.textContent = `${clock(seconds)} recorded. Keep it, or record again.`;
    }

    async function start() {
      let sound;
      try {
        sound = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch (error) {
        console.warn("No microphone.", error);
        said.textContent = "This phone lets no page use its microphone. Choose a file instead.";
        return;
      }
      const parts = [];
      let seconds = 0;
      recorder = new MediaRecorder(sound, { mimeType: type });
      recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
      recorder.addEventListener("stop", () => {
        clearInterval(ticking);
        for (const track of sound.getTracks()) track.stop();
        button.textContent = "Record again";
        button.setAttribute("aria-pressed", "false");
        recorder = null;
        keep(parts, seconds);
      });
      recorder.start();
      button.textContent = "Stop";
      button.setAttribute("aria-pressed", "true");
      said.textContent = "Recording…";
      ticking = setInterval(() => {
        seconds += 1;
        // Not said aloud every second: the button shows it.
        button.textContent = `Stop at ${clock(seconds)}`;
        if (seconds >= LONGEST_SECONDS) recorder?.stop();
      }, 1000);
    }

    if (!type) return;
    part.querySelector("[data-voice-recorder]").hidden = false;
    part.closest("form")?.addEventListener("reset", () => { said.textContent = ""; });
    button.addEventListener("click", () => (recorder ? recorder.stop() : start()));
  }

  if (!globalThis.MediaRecorder || !navigator.mediaDevices) return;
  for (const part of document.querySelectorAll("[data-voice]")) recorderOf(part);
})();

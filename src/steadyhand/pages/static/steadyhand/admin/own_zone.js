/* Chooses the time zone that this computer lives in, where the page offers it and nobody has chosen yet. */
(() => {
  "use strict";

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const select of document.querySelectorAll("select[data-own-zone]")) {
    if (!select.value && [...select.options].some((option) => option.value === zone)) select.value = zone;
  }
})();

/* Weeks and days of a path, shown both ways while they are typed: <form data-path> holds the first day, each [data-weeks]
   has its <output data-due-of>, and [data-span] says how long all ticked lines take. The server says the same words. */
(() => {
  "use strict";
  const form = document.querySelector("[data-path]");
  if (!form) return;
  const DAY_MS = 86_400_000;
  const said = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const first = form.querySelector("[name=starts_on]");
  const weeksSaid = (weeks) => (weeks === 1 ? "1 week" : `${weeks} weeks`);

  function reckon() {
    const starts = Date.parse(`${first.value}T00:00:00Z`);
    let longest = 0;
    for (const field of form.querySelectorAll("[data-weeks]")) {
      const weeks = Number(field.value);
      const output = form.querySelector(`[data-due-of="${field.id}"]`);
      const isThere = Number.isInteger(weeks) && weeks > 0 && !Number.isNaN(starts);
      if (output) output.textContent = isThere ? `${weeksSaid(weeks)}, by ${said.format(starts + weeks * 7 * DAY_MS)}` : "";
      if (isThere && form.elements[field.name.replace("weeks_", "on_")]?.checked) longest = Math.max(longest, weeks);
    }
    const span = form.querySelector("[data-span]");
    span.textContent = longest
      ? `The whole path takes ${weeksSaid(longest)}: from ${said.format(starts)} to ${said.format(starts + longest * 7 * DAY_MS)}.`
      : "";
  }

  form.addEventListener("input", reckon);
  form.addEventListener("change", reckon);
  reckon();
})();

/* How many things wait on this phone, in the header; tapped, a list of them with their words: try now, answer, take back. */
(() => {
  "use strict";
  const kept = globalThis.steadyhandKept;
  const chip = document.querySelector("[data-kept-count]");
  if (!kept || !chip || !document.body.dataset.draftOwner) return;
  const panel = document.createElement("section");
  panel.className = "card stack stack-close";
  panel.id = "kept-panel";
  panel.tabIndex = -1;
  panel.setAttribute("aria-label", "Kept on this phone");
  panel.hidden = true;
  document.getElementById("main").prepend(panel);

  const element = (name, words, className) => {
    const made = document.createElement(name);
    if (words) made.textContent = words;
    if (className) made.className = className;
    return made;
  };

  function button(words, act) {
    const made = element("button", words);
    made.type = "button";
    made.addEventListener("click", () => act(made));
    return made;
  }

  /** Nothing is thrown away by one slip of the thumb. */
  function takeBack(made, name) {
    if (made.dataset.sure) return kept.takeBack(name).then((was) => was || (made.textContent = "It is sent already"));
    made.dataset.sure = "yes";
    made.textContent = "Really take it back? It is gone then";
  }

  async function showFile(made, each) {
    for (const file of each.files) {
      const blob = await globalThis.steadyhandFiles?.get(file.sha);
      if (!blob) continue;
      const address = URL.createObjectURL(blob);
      const isPicture = file.type.startsWith("image/");
      const shown = element(isPicture ? "img" : "a", isPicture ? "" : "Save a copy of it on this phone");
      if (isPicture) Object.assign(shown, { src: address, alt: each.what, width: 240 });
      else Object.assign(shown, { href: address, download: file.name });
      made.replaceWith(shown);
    }
  }

  function line(each) {
    const item = element("li", "", "card stack stack-close");
    item.append(element("strong", each.what));
    const standing = each.needs ? `Needs you: ${each.said || "look at it again."}` : each.said || "Kept on this phone, will be sent";
    item.append(element("p", `${kept.clock(each.at)} · ${standing}`));
    const typed = each.fields.filter(([name, value]) => value && ["told_customer", "next_step", "stays_inside", "words"].includes(name));
    for (const [, value] of typed) item.append(element("p", `“${value}”`, "quiet"));
    const row = element("div", "", "row");
    if (each.needs) row.append(button("Answer it", () => kept.answer(each.name)));
    if (each.files?.length) row.append(button("Show it", (made) => showFile(made, each)));
    row.append(button("Take it back", (made) => takeBack(made, each.name)));
    item.append(row);
    return item;
  }

  function paint() {
    const all = kept.list();
    const refused = all.filter((each) => each.needs).length;
    chip.hidden = !all.length && panel.hidden;
    chip.textContent = refused ? `${refused} ${refused === 1 ? "needs" : "need"} you` : `${all.length} kept`;
    if (panel.hidden) return;
    const sent = kept.sent().map((each) => element("li", `Sent ${kept.clock(each.at)}: ${each.what}`));
    const list = element("ul", "", "list-plain");
    list.append(...all.map(line));
    const history = element("ul", "", "quiet");
    history.append(...sent);
    const row = element("div", "", "row");
    if (all.length) row.append(button("Try now", () => kept.sendAll()));
    row.append(button("Close this list", () => { panel.hidden = true; paint(); chip.focus(); }));
    const said = all.length ? "Kept on this phone" : "Nothing waits: all of it is sent";
    panel.replaceChildren(element("h2", said), list, ...(sent.length ? [history] : []), row);
  }

  chip.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    paint();
    if (!panel.hidden) panel.focus();
  });
  document.addEventListener("steadyhand:kept", () => {
    // A button that asks "really?" isn't painted over under the thumb.
    if (!panel.querySelector("[data-sure]") || kept.list().length < panel.querySelectorAll("ul.list-plain > li").length) paint();
  });
  paint();
})();

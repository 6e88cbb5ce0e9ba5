// Conveniences only: the page reads, filters and prints without them.
"use strict";
(() => {
  // Closed details would be missing on paper; rules are printed under Methods, linked work under All work.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open]):not(.rule,.listed)")];
    opened.forEach((part) => { part.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((part) => { part.open = false; }));

  // A box that keeps what holds all the words typed into it.
  const search = (section, selector, label) => {
    const tools = document.querySelector(`#${section} .tools`);
    if (!tools) return;
    const box = document.createElement("input");
    box.type = "search";
    box.placeholder = label;
    box.setAttribute("aria-label", label);
    const told = document.createElement("span");
    told.className = "told";
    told.setAttribute("role", "status");
    const rows = [...document.querySelectorAll(`#${section} ${selector}`)].map((row) => [row, row.textContent.toLowerCase()]);
    box.addEventListener("input", () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let kept = 0;
      rows.forEach(([row, text]) => {
        const fits = words.every((word) => text.includes(word));
        row.classList.toggle("away", !fits);
        kept += fits ? 1 : 0;
      });
      told.textContent = words.length ? `${kept} of ${rows.length}` : "";
    });
    tools.append(box, told);
  };
  search("matrix", "tbody:not(.nolink) tr:not(.band)", "Find work");
  search("findings", ".finding", "Find in findings");
  search("work", "tbody tr", "Find work");

  // A link may lead to something that a filter hides: show everything, then go there.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || target.offsetParent !== null) return;
    const section = target.closest("section");
    section.querySelectorAll("fieldset").forEach((set) => { set.querySelector("input").checked = true; });
    section.querySelectorAll("input[type=search]").forEach((box) => { box.value = ""; box.dispatchEvent(new Event("input")); });
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Crosshair: mark the row's and the column's heading under the pointer.
  const table = document.querySelector(".matrix");
  if (table) {
    const heads = [...table.querySelectorAll("thead .labels th")];
    let lit = null;
    table.addEventListener("pointerover", (event) => {
      const cell = event.target.closest("td");
      if (lit) lit.classList.remove("lit");
      lit = cell && cell.parentNode.querySelector("th[scope=row]") ? heads[cell.cellIndex] : null;
      if (lit) lit.classList.add("lit");
    });
  }
})();

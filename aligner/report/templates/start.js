const bar = byId("filters");
const fields = ["severity", "kind", "theme", "owner", "q"].map(byId).filter(Boolean);

if (innerWidth < 760) byId("fold").open = false;

const applyTabs = () => {
  panels.forEach((panel) => panel.classList.toggle("on", panel.id === state.tab));
  tabs.forEach((tab) => {
    const on = tab.getAttribute("href") === `#${state.tab}`;
    if (on) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  });
  bar.hidden = !filtered.includes(state.tab);
  $$("[data-for]", bar).forEach((part) => { part.hidden = part.dataset.for !== state.tab || (part.contains(byId("every")) && Boolean(large)); });
};

const applyFields = () => {
  fields.forEach((field) => { if (field.value !== state[field.id]) field.value = state[field.id]; });
  const radio = byId(`show-${state.show}`) || byId("show-all");
  radio.checked = true;
  byId("every").checked = state.every !== "";
  byId("clear").hidden = unfiltered();
};

const count = () => {
  if (state.tab !== "matrix") return lists[state.tab] ? listRows(state.tab) : "";
  const table = $("#matrix .matrix");
  if (!table) return "";
  const words = large ? filterOverview() : filterGrid(table);
  arm(table);
  return words;
};

const apply = () => {
  applyTabs();
  applyFields();
  $$(".here").forEach((old) => old.classList.remove("here"));
  let words = count();
  const target = state.at ? byId(state.at) : null;
  // A link may lead to something that a filter hides: show everything, then go there.
  if (target && target.closest(".away")) {
    filterNames.forEach((name) => { state[name] = blank[name]; });
    history.replaceState(null, "", written());
    applyFields();
    words = count();
  }
  told.textContent = words;
};

const go = () => {
  read();
  hidePair();
  apply();
  const target = state.at ? byId(state.at) : null;
  if (!target && state.tab === "matrix" && state.block && large) {
    byId("block").scrollIntoView({ block: "start" });
    return;
  }
  if (!target) {
    if (fresh) scrollTo(0, 0);
    fresh = false;
    return;
  }
  target.classList.add("here");
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
};

const change = (name, value) => {
  state[name] = value;
  state.at = "";
  Object.keys(shown).forEach((key) => { delete shown[key]; });
  history.replaceState(null, "", written());
  apply();
};
fields.forEach((field) => field.addEventListener("input", () => change(field.id, field.value)));
$$("input[name=show]", bar).forEach((radio) => radio.addEventListener("change", () => change("show", radio.value)));
byId("every").addEventListener("change", (event) => change("every", event.target.checked ? "1" : ""));
const clear = () => { filterNames.forEach((name) => { state[name] = blank[name]; }); change("show", "all"); };
[byId("clear"), ...$$(".clear")].forEach((button) => button.addEventListener("click", clear));

Object.keys(lists).forEach((name) => {
  if (lists[name].rows.length <= step) return;
  const more = make("button", { type: "button", class: "further" });
  more.addEventListener("click", () => { shown[name] = (shown[name] || step) + step * 2; apply(); });
  byId(name).append(more);
});

// A section keeps the filters when it is opened from the bar.
tabs.forEach((tab, at) => {
  tab.addEventListener("click", (event) => {
    event.preventDefault();
    state.tab = tab.getAttribute("href").slice(1);
    state.at = "";
    history.pushState(null, "", written());
    hidePair();
    apply();
    scrollTo(0, 0);
  });
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) tabs[(at + step + tabs.length) % tabs.length].focus();
  });
});
addEventListener("hashchange", go);
addEventListener("popstate", go);
addEventListener("keydown", (event) => { if (event.key === "Escape") hidePair(); });

const dark = () => (root.dataset.look ? root.dataset.look === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
const kept = { get: () => { try { return localStorage.getItem("aligner-look"); } catch { return null; } }, set: (look) => { try { localStorage.setItem("aligner-look", look); } catch { /* private windows keep nothing */ } } };
if (["light", "dark"].includes(kept.get())) root.dataset.look = kept.get();
byId("look").addEventListener("click", () => {
  root.dataset.look = dark() ? "light" : "dark";
  kept.set(root.dataset.look);
});

// On paper everything that the filters keep is printed; closed details would be missing there.
let opened = [];
addEventListener("beforeprint", () => {
  const tab = state.tab;
  Object.keys(lists).forEach((name) => { state.tab = name; listRows(name, true); });
  state.tab = tab;
  opened = $$("details:not([open]):not(.rule,.listed)");
  opened.forEach((part) => { part.open = true; });
});
addEventListener("afterprint", () => { opened.forEach((part) => { part.open = false; }); apply(); });

go();
// The browser itself goes to the section named in the address once the page is loaded; its filters stand above it.
addEventListener("load", () => { if (!state.at && !state.block) scrollTo(0, 0); });

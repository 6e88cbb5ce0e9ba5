// Everything a reader chooses is in the address after the sign #, so that a view can be sent to somebody else.
const root = document.documentElement;
const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
const byId = (ident) => document.getElementById(ident);
const make = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
};

const panels = $$("main > section");
const tabs = $$("#tabs a");
const blank = { tab: "brief", show: "all", severity: "", kind: "", theme: "", owner: "", q: "", every: "", block: "", at: "" };
const filterNames = ["show", "severity", "kind", "theme", "owner", "q"];
const filtered = ["matrix", "goals", "timeline", "findings", "work"];
let state = { ...blank };
let fresh = true; // a section was opened: show it from the top, with its filters

const written = () => {
  const chosen = Object.entries(state).filter(([key, value]) => value !== blank[key]);
  return chosen.length ? `#${new URLSearchParams(chosen)}` : "#brief";
};
const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };

// An address either holds a whole view (key=value pairs) or names one thing of the page, as every link of the page does.
const read = () => {
  const raw = location.hash.slice(1);
  if (raw.includes("=")) {
    const given = Object.fromEntries(new URLSearchParams(raw));
    state = Object.fromEntries(Object.keys(blank).map((key) => [key, given[key] ?? blank[key]]));
    if (!panels.some((panel) => panel.id === state.tab)) state.tab = blank.tab;
    return;
  }
  const target = raw ? byId(decoded(raw)) : null;
  const panel = target && target.closest("main > section");
  if (!panel) {
    if (raw) history.replaceState(null, "", written());
    else state = { ...blank };
    return;
  }
  fresh = panel === target;
  state.tab = panel.id;
  state.at = panel === target ? "" : target.id;
  history.replaceState(null, "", written());
};

// Rows that can be filtered, read once; their words are only looked at when somebody searches.
const numbers = (text) => (text ? text.split(" ").map(Number) : []);
const describe = (row) => ({
  row,
  themes: numbers(row.dataset.t),
  owners: numbers(row.dataset.o),
  flags: (row.dataset.h || "").split(" "),
  severity: row.dataset.v || "",
  kind: row.dataset.k || "",
  get words() {
    const text = row.textContent.toLowerCase();
    Object.defineProperty(this, "words", { value: text });
    return text;
  },
});
const lists = {
  goals: { rows: $$("#goals tbody tr:not(.band)").map(describe), one: "goal" },
  timeline: { rows: $$("#timeline .tracks > .track").map(describe), one: "goal" },
  findings: { rows: $$("#findings .finding").map(describe), one: "finding" },
  work: { rows: $$("#work tbody tr").map(describe), one: "piece of work" },
};

const option = (name) => {
  const field = byId(name);
  return field ? [...field.options].findIndex((each) => each.value === state[name]) - 1 : -1;
};
const holes = ["nowork", "orphan", "conflict"];
const shows = (flags, show) => {
  if (show === "all") return true;
  if (show === "suppressed") return flags.includes("suppressed");
  return !flags.includes("suppressed") && (show === "holes" ? holes.some((hole) => flags.includes(hole)) : flags.includes(show));
};
// The chosen filters as one question about a row; "strict" leaves out owner and words, which spread along links in the matrix.
const question = (loose = true) => {
  const theme = option("theme");
  const owner = option("owner");
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const findings = state.tab === "findings";
  return (each) =>
    shows(each.flags, state.show) &&
    (theme < 0 || each.themes.includes(theme)) &&
    (!findings || !state.severity || each.severity === state.severity) &&
    (!findings || !state.kind || each.kind === state.kind) &&
    (!loose || owner < 0 || each.owners.includes(owner)) &&
    (!loose || words.every((word) => each.words.includes(word)));
};
const unfiltered = () => filterNames.every((name) => state[name] === blank[name]);

const step = 200; // rows shown at first; more on demand, so that thousands stay quick, on paper too
const shown = {};
const told = byId("told");
const many = (number, one) => `${number} ${number === 1 ? one : one === "piece of work" ? "pieces of work" : `${one}s`}`;

const listRows = (name, paper = false) => {
  const list = lists[name];
  const fits = question();
  const panel = byId(name);
  let kept = 0;
  let limit = shown[name] || step;
  const wanted = state.tab === name && state.at ? byId(state.at) : null;
  list.rows.forEach((each) => {
    const fit = fits(each);
    if (fit) kept += 1;
    if (fit && each.row === wanted && kept > limit) limit = kept + step;
    each.fit = fit;
  });
  let seen = 0;
  list.rows.forEach((each) => {
    if (each.fit) seen += 1;
    each.row.classList.toggle("away", !each.fit);
    each.row.classList.toggle("later", each.fit && seen > limit);
  });
  $$("tbody", panel).forEach((body) => {
    const band = $(".band", body);
    if (band) band.classList.toggle("away", ![...body.rows].some((row) => row !== band && !row.classList.contains("away")));
  });
  const apart = $(".apart", panel);
  if (apart) apart.classList.toggle("away", !list.rows.some((each) => each.fit && each.flags.includes("suppressed")));
  const none = $(".nothing", panel);
  if (none) none.hidden = kept > 0;
  const more = $(".further", panel);
  if (more) {
    more.hidden = kept <= limit;
    more.textContent = paper ? `${kept - limit} more of ${kept} are not printed; filter the list to print them.` : `Show ${Math.min(step * 2, kept - limit)} more of ${kept}`;
  }
  return unfiltered() ? many(list.rows.length, list.one) : `${kept} of ${many(list.rows.length, list.one)}`;
};

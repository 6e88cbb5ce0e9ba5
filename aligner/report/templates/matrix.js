// The matrix: filters on rows and columns, keys, the pair under the cursor, and blocks of a very large one.
const grids = { table: null, columns: [], rows: [], links: [] };
const cellIsLink = (cell) => /\bl-/.test(cell.className);

const known = (table) => {
  if (grids.table === table) return grids;
  const heads = [...$(".labels", table).cells];
  const first = heads.findIndex((head) => head.classList.contains("lone")) + 1;
  grids.table = table;
  grids.first = first;
  grids.columns = heads.slice(first).map(describe);
  grids.rows = $$("tbody:not(.nolink) tr:not(.band)", table).map(describe);
  grids.rows.forEach((each) => {
    each.linked = [];
    [...each.row.cells].forEach((cell, at) => { if (at >= first && cellIsLink(cell)) each.linked.push(at - first); });
  });
  return grids;
};

const keptSides = (grid) => {
  const fits = question();
  const within = question(false);
  const spread = option("owner") >= 0 || state.q.trim() !== "";
  const columns = grid.columns.map(fits);
  const rows = grid.rows.map(fits);
  if (!spread && state.show !== "nowork") return { columns, rows };
  // Somebody who looks for an owner or a word wants to see what it is linked with; a hole is shown with what might fill it.
  const wideColumns = [...columns];
  const wideRows = [...rows];
  grid.rows.forEach((each, at) => each.linked.forEach((column) => {
    if (spread && rows[at] && within(grid.columns[column])) wideColumns[column] = true;
    if (columns[column] && (state.show === "nowork" || within(each))) wideRows[at] = true;
  }));
  return { columns: wideColumns, rows: wideRows };
};

const filterGrid = (table) => {
  const grid = known(table);
  const { columns, rows } = keptSides(grid);
  const changed = columns.map((keep, at) => (grid.columns[at].kept === keep ? -1 : at)).filter((at) => at >= 0);
  const width = columns.filter(Boolean).length;
  if (changed.length) {
    [$(".labels", table), ...$$("tbody tr:not(.band)", table)].forEach((row) => {
      changed.forEach((at) => row.cells[at + grid.first].classList.toggle("away", !columns[at]));
    });
    changed.forEach((at) => { grid.columns[at].kept = columns[at]; });
    let from = 0;
    $$(".themes th", table).forEach((head) => {
      head.dataset.span ||= head.colSpan;
      const span = Number(head.dataset.span);
      const kept = columns.slice(from, from + span).filter(Boolean).length;
      head.classList.toggle("away", kept === 0);
      head.colSpan = Math.max(kept, 1);
      from += span;
    });
  }
  rows.forEach((keep, at) => grid.rows[at].row.classList.toggle("away", !keep));
  $$("tbody", table).forEach((body) => {
    const band = $(".band", body);
    if (!band) return;
    const kept = [...body.rows].filter((row) => row !== band && !row.classList.contains("away")).length;
    const words = $("span", band);
    words.dataset.words ||= words.textContent;
    words.textContent = kept < body.rows.length - 1 ? `${kept} of ${words.dataset.words}` : words.dataset.words;
    body.classList.toggle("away", kept === 0);
  });
  // Exempt and unplaced rows stay folded away until they are asked for, or searched for.
  table.classList.toggle("folded", !state.every && unfiltered());
  const hidden = table.classList.contains("folded") ? $$(":is(.exempt,.bare) tr:not(.band)", table).length : 0;
  return `${many(rows.filter(Boolean).length - hidden, "piece of work")} by ${many(width, "goal")}`;
};

// Keys: one cell takes part in the tab order; arrows move among visible cells.
const lines = (table) => [...table.rows].filter((row) => !row.matches(".band,.themes") && row.offsetParent !== null);
const cellsOf = (row) => [...row.cells].filter((cell) => cell.offsetParent !== null);
const settle = (table, cell, focus) => {
  $$("[tabindex='0']", table).forEach((old) => old.removeAttribute("tabindex"));
  if (!cell) return;
  cell.tabIndex = 0;
  if (!focus) return;
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  light(table, cell);
};
const light = (table, cell) => {
  $$(".lit", table).forEach((old) => old.classList.remove("lit"));
  const head = cell && cell.tagName === "TD" ? $(".labels", table).cells[cell.cellIndex] : null;
  if (head) head.classList.add("lit");
};
const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -1e6], End: [0, 1e6] };
const clamp = (value, top) => Math.max(0, Math.min(value, top));
const onKey = (event) => {
  const cell = event.target.closest("td,th");
  const table = event.currentTarget;
  if (!cell) return;
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(table, cell); return; }
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  const all = lines(table);
  const row = all[clamp(event.ctrlKey && move[1] ? (move[1] < 0 ? 0 : all.length - 1) : all.indexOf(cell.parentNode) + move[0], all.length - 1)];
  const cells = cellsOf(row);
  const same = cells.findIndex((each) => each.cellIndex >= cell.cellIndex);
  const at = move[1] ? clamp((row === cell.parentNode ? cells.indexOf(cell) : same) + move[1], cells.length - 1) : clamp(same < 0 ? cells.length - 1 : same, cells.length - 1);
  settle(table, cells[at], true);
};

const act = (table, cell) => {
  const link = $("a", cell);
  if (cell.tagName === "TH") { if (link) location.hash = link.getAttribute("href"); return; }
  if (table.id === "overview") { openBlock(cell); return; }
  if (cell.className && !cell.matches(".state")) showPair(table, cell);
};

const box = byId("pair");
const nameOf = (head) => { const link = $("a", head); return link ? byId(link.getAttribute("href").slice(1)) : null; };
const titleOf = (row) => $(".goal-text", row).textContent;
const showPair = (table, cell) => {
  const goal = nameOf($(".labels", table).cells[cell.cellIndex]);
  const item = nameOf(cell.parentNode.cells[0]);
  const facts = [];
  if (goal) facts.push(make("dt", {}, "Goal"), make("dd", {}, make("a", { href: `#${goal.id}` }, titleOf(goal))));
  if (item) facts.push(make("dt", {}, "Work"), make("dd", {}, make("a", { href: `#${item.id}` }, titleOf(item))));
  facts.push(make("dt", {}, "Verdict"), make("dd", {}, `${cell.textContent} ${cell.title}`));
  const entry = goal && item ? $$("li", item).find((each) => $(`a[href="#${goal.id}"]`, each)) : null;
  const reason = entry && $(".reason", entry);
  if (reason) facts.push(make("dt", {}, "Because"), make("dd", {}, reason.textContent));
  const finding = lists.findings.rows.find(({ row }) => {
    const targets = $$("dl a", row).map((link) => link.getAttribute("href").slice(1));
    return (!goal || targets.includes(goal.id)) && (!item || targets.includes(item.id));
  });
  if (finding) facts.push(make("dt", {}, "Finding"), make("dd", {}, make("a", { href: `#${finding.row.id}` }, $("h3", finding.row).textContent)));
  const close = make("button", { type: "button" }, "Close");
  close.addEventListener("click", hidePair);
  box.replaceChildren(make("dl", {}, ...facts), close);
  box.hidden = false;
};
const hidePair = () => { if (box) box.hidden = true; };

const armed = new WeakSet();
const arm = (table) => {
  if (armed.has(table)) return;
  armed.add(table);
  table.setAttribute("role", "grid");
  $$("a", table).forEach((link) => { link.tabIndex = -1; });
  settle(table, $("tbody td", table), false);
  table.addEventListener("keydown", onKey);
  table.addEventListener("pointerover", (event) => light(table, event.target.closest("td")));
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (!cell || !cell.className) return;
    settle(table, cell, true);
    act(table, cell);
  });
};

// A very large matrix: counts by block, and one block at a time as a table of its own.
const large = byId("pairs") ? JSON.parse(byId("pairs").textContent) : null;
const flat = (blocks) => blocks.flatMap((block, at) => block.map((ident) => [ident, at]));
if (large) {
  const source = (name) => new Map(lists[name].rows.map((each) => [each.row.id, each]));
  const goals = source("goals");
  const items = source("work");
  large.goals = flat(large.across).map(([ident, block], at) => ({ ident, block, at, seen: goals.get(ident) }));
  large.items = flat(large.down).map(([ident, block], at) => ({ ident, block, at, seen: items.get(ident) }));
}
const fill = (cell, told, style) => {
  cell.textContent = told || "";
  cell.className = told ? style : "";
};
const filterOverview = () => {
  const table = byId("overview");
  const fits = question();
  const all = unfiltered();
  const goals = large.goals.map((goal) => all || fits(goal.seen));
  const items = large.items.map((item) => all || fits(item.seen));
  const spread = option("owner") >= 0 || state.q.trim() !== "" || state.show === "nowork";
  const count = large.down.map(() => large.across.map(() => 0));
  const clash = large.down.map(() => large.across.map(() => false));
  large.links.forEach(([goal, item, kind]) => {
    if (kind === 3 || !(spread ? goals[goal] || items[item] : goals[goal] && items[item])) return;
    const [down, across] = [large.items[item].block, large.goals[goal].block];
    count[down][across] += 1;
    if (kind === 2) clash[down][across] = true;
  });
  const idle = large.across.map(() => 0);
  large.goals.forEach((goal) => { if (goals[goal.at] && large.support[goal.at] === "2") idle[goal.block] += 1; });
  const orphans = large.down.map(() => 0);
  large.items.forEach((item) => { if (items[item.at] && large.outcome[item.at] === "1") orphans[item.block] += 1; });
  $$(".nolink td[data-c]", table).forEach((cell, at) => fill(cell, idle[at], "l-hole"));
  $$("tr[data-r]", table).forEach((row, down) => {
    fill(row.cells[1], orphans[down], "l-hole");
    $$("td[data-c]", row).forEach((cell, across) => {
      const clashes = clash[down][across];
      fill(cell, clashes ? `${count[down][across]} ≠` : count[down][across], clashes ? "l-clash" : "l-direct");
    });
  });
  if (state.block) drawBlock(goals, items);
  else byId("block").hidden = true;
  return `${many(items.filter(Boolean).length, "piece of work")} by ${many(goals.filter(Boolean).length, "goal")}`;
};
const openBlock = (cell) => {
  if (!cell.textContent) return;
  state.block = `${cell.parentNode.dataset.r ?? ""}.${cell.dataset.c ?? ""}`;
  history.pushState(null, "", written());
  apply();
  byId("block").scrollIntoView({ block: "start" });
  byId("block").focus({ preventScroll: true });
};
const heading = (row, limit) => {
  const text = titleOf(row);
  return make("a", { href: `#${row.id}`, title: text, tabindex: -1 }, text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
};
const drawBlock = (keptGoals, keptItems) => {
  const [down, across] = state.block.split(".");
  const links = new Map();
  large.links.forEach((link) => links.set(link[0] * large.items.length + link[1], link));
  const joined = new Set(large.links.flatMap(([goal, item]) => (
    (across === "" || large.goals[goal].block === Number(across)) && (down === "" || large.items[item].block === Number(down)) ? [`g${goal}`, `i${item}`] : [])));
  let goals = large.goals.filter((goal) => across !== "" && goal.block === Number(across));
  let items = large.items.filter((item) => (down !== "" ? item.block === Number(down) : joined.has(`i${item.at}`)));
  if (down === "") goals = goals.filter((goal) => large.support[goal.at] === "2");
  else if (across === "") items = items.filter((item) => large.outcome[item.at] === "1");
  else items = items.filter((item) => joined.has(`i${item.at}`));
  const tight = !unfiltered();
  if (tight) {
    goals = goals.filter((goal) => keptGoals[goal.at] || items.some((item) => keptItems[item.at] && links.has(goal.at * large.items.length + item.at)));
    items = items.filter((item) => keptItems[item.at] || goals.some((goal) => keptGoals[goal.at] && links.has(goal.at * large.items.length + item.at)));
  }
  if (down === "") items = items.filter((item) => goals.some((goal) => links.has(goal.at * large.items.length + item.at)));
  const [, , , maybe, hole] = large.cell;
  const mark = ([style, glyph, words], before = "") => make("td", { class: style, title: before + words }, glyph);
  const head = make("tr", { class: "labels" }, make("th", { class: "corner", scope: "col" }, "Work"), make("th", { class: "lone", scope: "col" }, make("span", {}, "No goal")),
    ...goals.map((goal) => make("th", { scope: "col" }, make("span", {}, heading(goal.seen.row, 64)))));
  const none = make("tr", {}, make("th", { scope: "row" }, "No live work"), make("td"), ...goals.map((goal) => (large.support[goal.at] === "2" ? mark(hole) : make("td"))));
  const body = items.map((item) => make("tr", {}, make("th", { scope: "row" }, heading(item.seen.row, 70)),
    large.outcome[item.at] === "1" ? mark(hole) : large.outcome[item.at] === "3" ? mark(maybe) : make("td"),
    ...goals.map((goal) => {
      const link = links.get(goal.at * large.items.length + item.at);
      return link ? mark(large.cell[link[2]], `${link[3]}%, `) : make("td");
    })));
  const table = make("table", { class: "matrix stateless" }, make("caption", { class: "visually-hidden" }, "Goals and work of the opened block"),
    make("thead", {}, head), make("tbody", { class: "nolink" }, none), make("tbody", {}, ...body));
  const place = byId("block");
  place.replaceChildren(table);
  place.hidden = false;
  arm(table);
};

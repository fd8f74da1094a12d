"use strict";

// The token may come in the address (#token=…), where no server sees it; it is kept for this tab.
const fragment = new URLSearchParams(location.hash.slice(1));
if (fragment.has("token")) {
  sessionStorage.setItem("token", fragment.get("token"));
  history.replaceState(null, "", location.pathname);
}

const find = (id) => document.getElementById(id);
const operations = new Map();
const shown = 12;

function element(tag, attributes = {}, ...content) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...content.filter((c) => c !== null && c !== undefined).map((c) => (c instanceof Node ? c : String(c))));
  return node;
}

const count = (n) => Number(n ?? 0).toLocaleString("en");
const moment = (text) => (text ? element("time", { datetime: text }, text.slice(0, 19).replace("T", " ")) : "");
const names = new Map();
const totals = (counts) => Object.entries(counts ?? {}).map(([type, n]) => `${count(n)} ${type}`).join(", ");

function bytes(n) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let value = n ?? 0;
  while (value >= 1000 && unit < units.length - 1) { value /= 1000; unit++; }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

function headers() {
  const token = sessionStorage.getItem("token");
  return token ? { Authorization: `Bearer ${token}` } : {};
}

async function get(path) {
  const reply = await fetch(path, { headers: headers() });
  const answer = await reply.json();
  if (reply.status === 401) {
    const tried = sessionStorage.getItem("token");
    sessionStorage.removeItem("token");
    find("refused").textContent = tried ? answer.detail : "";
    ask(true);
    throw new Error("a token is needed");
  }
  if (!reply.ok) throw new Error(answer.detail ?? reply.statusText);
  ask(false);
  return answer;
}

function ask(wanted) {
  if (find("ask").hidden === wanted) {
    find("ask").hidden = !wanted;
    if (wanted) find("token").focus();
  }
  find("shown").hidden = wanted;
}

const tones = {
  fresh: "good", behind: "warn", rebuilding: "busy", rebuild_needed: "warn", failed: "bad", absent: "",
  succeeded: "good", running: "busy", ready: "busy", waiting: "warn", cancelled: "warn", expired: "bad",
  attached: "good", available: "", lost: "bad",
};
const chip = (word, text = word) => element("span", { class: `chip ${tones[word] ?? ""}` }, text);

function freshness(f) {
  if (!f) return "";
  const words = { behind: `behind by ${count(f.commits)}`, absent: "not materialised", rebuild_needed: "to be rebuilt" };
  return element("span", {}, chip(f.state, words[f.state] ?? f.state), f.reason ? element("span", { class: "why" }, f.reason) : null);
}

function rows(id, list, row, nothing) {
  const body = find(id).tBodies[0];
  const columns = find(id).tHead.rows[0].cells.length;
  body.replaceChildren(...(list.length ? list.map(row) : [element("tr", {}, element("td", { colspan: columns, class: "empty" }, nothing))]));
}

const cell = (content, kind = "") => element("td", { class: kind }, content);

function showGraphs(graphs) {
  graphs.forEach((g) => names.set(g.id, g.name));
  rows("graphs", graphs, (g) => element("tr", {},
    cell(element("strong", {}, g.name)), cell(totals(g.counts)), cell(freshness(g.freshness)),
    cell(g.commit, "mono"), cell(moment(g.createdAt))), "There are no graphs yet: hedgerow graph create NAME --schema FILE.pg");
}

function showVolumes(volumes) {
  rows("volumes", volumes, (v) => element("tr", {},
    cell(v.id, "mono"), cell(chip(v.state)), cell(v.zone ?? ""), cell(`${count(v.graphs)} of ${count(v.slots)}`, "n"),
    cell(v.sizeBytes ? element("span", {}, element("progress", { max: v.sizeBytes, value: v.usedBytes ?? 0, "aria-label": "used" }), ` ${bytes(v.usedBytes)} of ${bytes(v.sizeBytes)} used`) : ""),
    cell(v.instance ?? "", "mono")), "There are no volumes.");
}

function step(s, o) {
  const p = s.state === "running" ? o.progress : null;
  const far = p ? ` ${count(p.done)}${p.total ? ` of ${count(p.total)}` : ""} ${p.unit ?? ""}` : s.ms !== undefined ? ` ${count(s.ms)} ms` : "";
  return element("li", { class: s.state }, s.name, element("span", { class: "faint" }, far));
}

function showOperations() {
  const list = [...operations.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, shown);
  find("operations").replaceChildren(...(list.length ? list.map((o) => element("div", { class: "operation" },
    element("div", { class: "line" }, element("strong", {}, o.kind), chip(o.state),
      element("span", {}, targets(o)),
      element("span", { class: "faint" }, took(o)),
      element("span", { class: "faint right" }, element("span", { class: "mono" }, o.id), " · ", moment(o.createdAt), " UTC")),
    o.steps?.length ? element("ol", { class: "steps" }, ...o.steps.map((s) => step(s, o))) : null,
    o.failure ? element("div", { class: "bad" }, o.failure.step ? `${o.failure.step}: ` : "", o.failure.detail) : null))
    : [element("div", { class: "operation faint" }, "Nothing has been done yet.")]));
}

/** The graphs it works on, each once; by name while they have one. */
const targets = (o) => [...new Set((o.targets ?? []).map((t) => names.get(t.id) ?? `${t.kind} ${t.id}`))].join(", ");

function took(o) {
  if (!o.endedAt) return o.attempt > 1 ? `attempt ${o.attempt}` : "";
  const ms = new Date(o.endedAt) - new Date(o.createdAt);
  return ms < 1000 ? `${count(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function keep(operation) {
  operations.set(operation.id, operation);
  for (const id of [...operations.keys()].sort().slice(0, -4 * shown)) operations.delete(id);
  showOperations();
}

async function refresh() {
  const ready = await fetch("/readyz");
  find("ready").className = `chip ${ready.ok ? "good" : "bad"}`;
  find("ready").textContent = ready.ok ? "ready" : (await ready.json()).title ?? "not ready";
  const version = await (await fetch("/v1/version")).json();
  find("version").replaceChildren(version.version, ...(version.startedAt ? [", up since ", moment(version.startedAt), " UTC"] : []));
  showGraphs((await get("/v1/graphs?limit=1000")).graphs);
  // A token for some graphs does not see the machines.
  const volumes = await get("/v1/volumes").catch(() => null);
  find("s-volumes").hidden = volumes === null;
  if (volumes) showVolumes(volumes.volumes);
  (await get(`/v1/operations?limit=${shown}`)).operations.forEach((o) => operations.set(o.id, o));
  showOperations();
}

// EventSource cannot send a token: the stream is read by hand.
async function follow() {
  const reply = await fetch("/v1/events", { headers: { ...headers(), Accept: "text/event-stream" } });
  if (!reply.ok) throw new Error(reply.statusText);
  find("live").textContent = "live";
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    const events = text.split("\n\n");
    text = events.pop();
    for (const event of events) {
      const name = /^event: (.*)$/m.exec(event)?.[1];
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (name === "operation" && data) keep(JSON.parse(data));
    }
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function run() {
  for (;;) {
    try {
      await refresh();
      await follow();
    } catch (problem) {
      find("live").textContent = problem.message === "Failed to fetch" ? "the node does not answer" : problem.message;
      if (problem instanceof TypeError) { find("ready").className = "chip bad"; find("ready").textContent = "away"; }
    }
    await pause(2000);
  }
}

find("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem("token", find("token").value.trim());
  find("token").value = "";
  refresh().catch(() => {});
});

// Graphs and volumes tell no events: they are asked for while the page is looked at.
setInterval(() => { if (!document.hidden && find("live").textContent === "live") refresh().catch(() => {}); }, 3000);

run();

// Sends several files straight to storage, each with its own progress. The page works without this
// script too, one file after another; the script only replaces that form by a better one.

const root = document.getElementById("upload");
const words = readList("upload-words", "word", (item) => item.textContent);
const types = readList("accepted", "extension", (item) => item.dataset.type);
const rows = root.querySelector(".uploads");
const sendAll = document.getElementById("send-all");
const status = root.querySelector(".upload-status");
const AT_ONCE = 3;

// What a file is, guessed from its name; anybody can choose otherwise before sending.
const GUESSES = [
  ["tax_invoice", /сч[её]т.?фактур|tax.?invoice|(^|[^а-яё])с[/.-]?ф([^а-яё]|$)/],
  ["upd", /(^|[^а-яё])упд|(^|[^a-z])upd/],
  ["payment_order", /плат[её]ж|поручени|(^|[^а-яё])п[/.-]?п([^а-яё]|$)|payment/],
  ["participant_list", /участник|гост|participant|attendee|guest|list.?of/],
  ["event_report", /отч[её]т|report/],
  ["event_programme", /программ|programm?e?|agenda|timetable/],
  ["act", /(^|[^а-яё])акт([^а-яё]|$)|(^|[^a-z])act([^a-z]|$)/],
  ["waybill", /накладн|торг.?12|waybill/],
  ["credit_note", /корректиров|credit.?note/],
  ["receipt", /(^|[^а-яё])чек|receipt/],
  ["contract", /договор|contract|agreement/],
  ["layout", /макет|layout/],
  ["photo", /фото|photo|(^|[^a-z])(img|dsc|pxl)[_-]?\d/],
  ["invoice", /сч[её]т|invoice|(^|[^a-z])inv([^a-z]|$)/],
];

document.querySelector(".without-script").hidden = true;
root.hidden = false;
const input = document.getElementById("files");
input.addEventListener("change", () => {
  add(input.files);
  input.value = "";
});
sendAll.addEventListener("click", send);
prepareDropZone(root.querySelector(".drop-zone"));

function readList(id, key, read) {
  const items = document.querySelectorAll(`#${id} li`);
  return Object.fromEntries([...items].map((item) => [item.dataset[key], read(item)]));
}

function prepareDropZone(zone) {
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    add(event.dataTransfer.files);
  });
}

function add(files) {
  for (const file of files) {
    if (unsent().length >= remaining("remaining")) {
      status.textContent = words.too_many;
      break;
    }
    rows.append(rowFor(file));
  }
  sendAll.hidden = unsent().length === 0;
}

function rowFor(file) {
  const row = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
  const select = row.querySelector("select");
  row.file = file;
  row.querySelector(".file-name").textContent = harmless(file.name);
  row.querySelector(".size").textContent = sizeOf(file);
  select.setAttribute("aria-label", filled(words.kind_of, file));
  select.value = guessed(file.name, select);
  row.querySelector("progress").setAttribute("aria-label", filled(words.progress_of, file));
  const remove = row.querySelector(".remove");
  remove.setAttribute("aria-label", filled(words.remove_file, file));
  remove.addEventListener("click", () => drop(row));
  row.querySelector(".retry").addEventListener("click", () => sendRows([row]));
  const problem = problemOf(file);
  show(row, problem ? "refused" : "waiting", problem ?? words.waiting);
  return row;
}

function drop(row) {
  row.remove();
  sendAll.hidden = unsent().length === 0;
  input.focus();
}

function guessed(name, select) {
  const found = GUESSES.find(([kind, form]) => form.test(name.toLowerCase()) && offers(select, kind));
  return found ? found[0] : "";
}

function offers(select, kind) {
  return [...select.options].some((option) => option.value === kind);
}

function problemOf(file) {
  if (!typeOf(file)) return words.wrong_type;
  if (file.size === 0) return words.empty;
  const most = Math.min(Number(root.dataset.maxBytes), remaining("remainingBytes"));
  return file.size > most ? words.too_large : null;
}

function typeOf(file) {
  return types[file.name.slice(file.name.lastIndexOf(".")).toLowerCase()];
}

function send() {
  return sendRows(unsent().filter((row) => row.dataset.state !== "refused"));
}

async function sendRows(chosen) {
  const unknown = chosen.filter((row) => !row.querySelector("select").value);
  if (unknown.length > 0) {
    unknown.forEach((row) => show(row, "waiting", words.choose_kind));
    unknown[0].querySelector("select").focus();
    return;
  }
  sendAll.disabled = true;
  const waiting = [...chosen];
  const lanes = Array.from({ length: AT_ONCE }, () => sendInTurn(waiting));
  await Promise.all(lanes);
  sendAll.disabled = false;
  await refresh();
  status.textContent = unsent().length > 0 ? words.some_left : words.all_sent;
  sendAll.hidden = unsent().length === 0;
}

async function sendInTurn(waiting) {
  while (waiting.length > 0) await sendOne(waiting.shift());
}

async function sendOne(row) {
  lock(row, true);
  show(row, "sending", words.sending);
  const problem = await attempt(row);
  lock(row, false);
  show(row, problem === null ? "sent" : "failed", problem ?? words.sent);
}

// Gives null where the file arrived, else what to tell the person.
async function attempt(row) {
  try {
    const answer = await askForTicket(row);
    if (answer.error) return words[`refused_${answer.error.code}`] ?? words.failed;
    return (await sendToStorage(answer, row)) ? null : words.failed;
  } catch (trouble) {
    if (trouble instanceof TypeError) return words.no_connection;
    throw trouble;
  }
}

async function askForTicket(row) {
  const response = await fetch(root.dataset.url, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      "Accept": "application/json",
      "Content-Type": "application/json",
      "X-CSRF": root.dataset.csrf,
    },
    body: JSON.stringify({
      kind: row.querySelector("select").value,
      content_type: typeOf(row.file),
      file_name: row.file.name,
      size_bytes: row.file.size,
    }),
  });
  if (!(response.headers.get("Content-Type") ?? "").startsWith("application/json")) {
    return { error: { code: "unknown" } };
  }
  return response.json();
}

function sendToStorage(ticket, row) {
  const form = new FormData();
  for (const [field, value] of Object.entries(ticket.fields)) form.append(field, value);
  form.append("file", row.file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      row.querySelector("progress").value = (100 * event.loaded) / event.total;
    });
    request.addEventListener("load", () => resolve(request.status >= 200 && request.status < 300));
    request.addEventListener("error", () => reject(new TypeError("no connection")));
    request.open("POST", ticket.url);
    request.send(form);
  });
}

// The page knows best what has arrived and what can be done with it: its parts replace ours.
async function refresh() {
  const response = await fetch(root.dataset.page, { credentials: "same-origin" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.getElementById("sent")) return;
  for (const part of ["sent", "precheck"]) {
    document.getElementById(part).replaceWith(document.adoptNode(page.getElementById(part)));
  }
  rows.querySelectorAll('[data-state="sent"]').forEach((row) => row.remove());
}

function show(row, state, text) {
  row.dataset.state = state;
  row.querySelector(".upload-state").textContent = text;
  row.querySelector("progress").hidden = state !== "sending";
  row.querySelector(".retry").hidden = state !== "failed";
}

function lock(row, locked) {
  row.querySelector("select").disabled = locked;
  row.querySelector(".remove").disabled = locked;
}

function unsent() {
  return [...rows.children].filter((row) => row.dataset.state !== "sent");
}

function remaining(what) {
  return Number(document.getElementById("sent").dataset[what]);
}

function filled(words, file) {
  return words.replace("{file}", () => harmless(file.name));
}

function harmless(name) {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd");
}

function sizeOf(file) {
  const mega = file.size >= 1024 * 1024;
  const number = mega ? file.size / 1024 / 1024 : Math.ceil(file.size / 1024);
  const format = { maximumFractionDigits: mega ? 1 : 0, style: "unit", unit: mega ? "megabyte" : "kilobyte" };
  return new Intl.NumberFormat(document.documentElement.lang, format).format(number);
}

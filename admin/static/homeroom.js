"use strict";

// A form that can't be sent stays as it was filled in: without this a browser shows a page of its
// own in its place, and what was entered is gone. Everything works without it.
const WAIT_MILLISECONDS = 5000;
const ADDRESS = document.currentScript.src;

async function reached() {
  try {
    const signal = AbortSignal.timeout(WAIT_MILLISECONDS);
    await fetch(ADDRESS, { method: "HEAD", cache: "no-store", signal });
    return true;
  } catch {
    return false;
  }
}

// A file that is too large is told before anything of it is sent.
function tooLarge(input) {
  const found = [...input.files].some((file) => file.size > Number(input.dataset.most));
  document.getElementById(`${input.id}-large`).hidden = !found;
  input.setAttribute("aria-invalid", String(found));
  return found;
}

document.addEventListener("change", (event) => {
  if (event.target.dataset.most) tooLarge(event.target);
});

const sure = new WeakSet();

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post" || sure.delete(form)) return;
  event.preventDefault();
  const large = [...form.querySelectorAll("input[data-most]")].find(tooLarge);
  if (large) {
    large.focus();
    return;
  }
  const told = document.getElementById("unreached");
  told.hidden = true;
  if (await reached()) {
    sure.add(form);
    form.requestSubmit(event.submitter);
  } else {
    told.hidden = false;
    told.focus();
  }
});

// Sheets are printed by the browser; the button only opens its window for that.
for (const button of document.querySelectorAll("button.print")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

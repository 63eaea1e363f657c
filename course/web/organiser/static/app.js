// Keyboard shortcuts. Everything here can also be done with a button, a link or a form.
(() => {
  const TWO_DIGITS = 350; // milliseconds within which two digits make one number
  const SECOND_CLICK = 1000; // milliseconds within which a form isn't sent again
  const typing = (event) => /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  const boxes = () => [...document.querySelectorAll("input[data-thing]")];

  const nameTheCredit = () => {
    const label = document.querySelector("[data-credit]");
    if (!label) return;
    const other = document.getElementById("other");
    const numbers = boxes().filter((box) => box.checked).map((box) => box.dataset.thing);
    if (other && other.value) numbers.push(other.value);
    label.textContent = numbers.length ? `Credit ${numbers.length > 1 ? "Things" : "Thing"} ${numbers.join(" and ")}` : "Tick a Thing first";
    label.parentElement.disabled = !numbers.length;
  };

  const tick = (number) => {
    const box = boxes().find((one) => one.dataset.thing === number);
    const other = document.getElementById("other");
    if (box) { box.checked = !box.checked; box.focus(); }
    else if (other && [...other.options].some((option) => option.value === number)) { other.value = number; other.focus(); }
    nameTheCredit();
  };

  let digits = "", timer;
  addEventListener("keydown", (event) => {
    if (typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^\d$/.test(event.key) && boxes().length) {
      digits += event.key;
      clearTimeout(timer);
      timer = setTimeout(() => { tick(digits); digits = ""; }, TWO_DIGITS);
      return;
    }
    const control = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (control && !control.disabled) { event.preventDefault(); control.click(); }
  });
  let sent = { form: null, at: 0 };
  addEventListener("submit", (event) => { // the second click of a double click: the answer to the first one stays
    if (event.target === sent.form && event.timeStamp - sent.at < SECOND_CLICK) event.preventDefault();
    else sent = { form: event.target, at: event.timeStamp };
  });
  addEventListener("change", nameTheCredit);
  nameTheCredit();
})();

// An email is shown whole: its frame is as high as what is in it.
(() => {
  const fit = (frame) => { frame.style.height = 0; frame.style.height = `${frame.contentDocument.documentElement.scrollHeight}px`; };
  for (const frame of document.querySelectorAll(".mail-frame")) {
    frame.addEventListener("load", () => fit(frame));
    if (frame.contentDocument && frame.contentDocument.readyState === "complete" && frame.contentDocument.URL !== "about:blank") fit(frame);
    addEventListener("resize", () => fit(frame));
  }

  // A mark in the table of people says what it is under the mouse, and opens the person at that Thing.
  const mark = (event) => event.target.closest?.(".matrix tbody td:is(.d, .l, .o, .w, .p, .x)");
  addEventListener("mouseover", (event) => {
    const cell = mark(event);
    if (!cell || cell.title) return;
    const head = cell.closest("table").tHead.rows[0].cells[cell.cellIndex].querySelector("abbr");
    cell.title = `${cell.parentElement.cells[0].innerText.trim()}, ${head.title}: ${cell.textContent.trim()}`;
  });
  addEventListener("click", (event) => {
    const cell = mark(event);
    if (!cell) return;
    const number = cell.closest("table").tHead.rows[0].cells[cell.cellIndex].textContent.trim();
    location.href = `${cell.parentElement.querySelector("a").href}#thing-${number}`;
  });
})();

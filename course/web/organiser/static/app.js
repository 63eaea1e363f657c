// Keyboard shortcuts. Everything here can also be done with a button, a link or a form.
(() => {
  const typing = (event) => /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  addEventListener("keydown", (event) => {
    if (typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const control = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (control && !control.disabled) { event.preventDefault(); control.click(); }
  });
})();

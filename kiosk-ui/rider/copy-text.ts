/** Copies in the way that old web views know too. @returns whether it worked */
export function copyText(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.position = "fixed";
  field.style.opacity = "0";
  // Inside a dialog that keeps the focus, a field outside of it would lose it.
  (document.querySelector("[role=dialog]") ?? document.body).appendChild(field);
  const before = document.activeElement;
  field.select();
  field.setSelectionRange(0, text.length);
  const copied = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}

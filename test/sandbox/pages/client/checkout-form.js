// Comfort for the payment form; it works without. A test card is filled in at once, and a pressed Pay button cannot be pressed twice.
for (const button of document.querySelectorAll("[data-fill]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const iban = button.dataset.fill.startsWith("DE");
    document.querySelector(`input[name=method][value=${iban ? "sepa_debit" : "card"}]`).checked = true;
    document.querySelector(`input[name=${iban ? "iban" : "number"}]`).value = button.dataset.fill;
  });
}

for (const form of document.querySelectorAll("form")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // A page that comes back from the browser's cache may be sent again.
  window.addEventListener("pageshow", () => {
    sent = false;
  });
}

// A text from the kernel goes to the browser, which keeps it as a file.
function render({ model }) {
  const offered = ({ name, text }) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  model.on("msg:custom", offered);
  return () => model.off("msg:custom", offered);
}
export default { render };

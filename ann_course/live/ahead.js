// Shows what the kernel has drawn ahead: the texts and pictures of a slider's next steps
// lie here, and are there in the very frame in which a hand moves it. The kernel hears with
// the slider's value that they are, as the number under which it sent them (ahead.py).
const MOST = 40; // steps that are kept

function initialize({ model }) {
  const models = new Map();
  const kept = new Map();
  const watched = new Set();
  let current; // the slider's id
  let epoch = 0;

  const find = async (id) => {
    if (!models.has(id)) models.set(id, await model.widget_manager.get_model(id));
    return models.get(id);
  };
  const watch = (id, slider) => {
    if (watched.has(id)) return;
    watched.add(id);
    slider.on("change:value", () => {
      const texts = id === current && kept.get(slider.get("value"));
      slider.set("ahead", texts ? epoch : 0);
      for (const [name, value] of texts || []) models.get(name).set_state({ value });
    });
  };
  const take = async ({ epoch: now, slider, value, texts }) => {
    if (now !== epoch) kept.clear();
    epoch = now;
    if (!slider) return;
    const found = await find(slider);
    for (const [name] of texts) await find(name);
    watch(slider, found);
    if (now !== epoch) return; // forgotten meanwhile
    current = slider;
    kept.set(value, texts);
    if (kept.size > MOST) kept.delete(kept.keys().next().value);
  };
  model.on("msg:custom", take);
  model.send({ here: true });
  return () => model.off("msg:custom", take);
}
export default { initialize };

(function () {
  // Show one of the drawn variants. The front chooses and remembers, the back only reads.
  var spec = document.getElementById("qa-variants");
  if (!spec) { return; }
  var data;
  try { data = JSON.parse(spec.textContent); } catch (error) { return; }
  var uid = spec.getAttribute("data-uid");
  var onBack = Boolean(document.getElementById("qa-back"));
  var key = "quizapp:" + uid;
  var count = data.rows.length;

  function storage() {
    try {
      var store = window.sessionStorage;
      store.setItem("quizapp", "1");
      return store.getItem("quizapp") === "1" ? store : null;
    } catch (error) { return null; }
  }

  // Without storage both sides work out the same row: from the card and the day, which begins at 4.
  function rowOfDay() {
    var now = new Date(Date.now() - 4 * 3600000);
    var text = uid + "|" + now.getFullYear() + "-" + now.getMonth() + "-" + now.getDate();
    var hash = 2166136261;
    for (var i = 0; i < text.length; i += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(i), 16777619) >>> 0;
    }
    return hash % count;
  }

  function remembered(store) {
    var kept = store.getItem(key);
    return kept !== null && +kept >= 0 && +kept < count ? +kept : null;
  }

  function choose() {
    var store = storage();
    if (!store) { return rowOfDay(); }
    var last = remembered(store);
    if (onBack) { return last === null ? rowOfDay() : last; }
    var next = Math.floor(Math.random() * (last === null ? count : count - 1));
    if (last !== null && next >= last) { next += 1; }
    store.setItem(key, String(next));
    return next;
  }

  var row = data.rows[choose()];
  var layout = data.layouts[row[0]];
  data.fields.forEach(function (name, place) {
    var element = document.getElementById("qa-" + name);
    if (!element) { return; }
    element.innerHTML = layout[place].map(function (number) {
      return data.texts[number].map(function (piece) {
        return typeof piece === "number" ? row[piece] : piece;
      }).join("");
    }).join("");
  });
}());

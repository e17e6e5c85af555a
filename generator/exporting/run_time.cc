// Text that runs in a learner's browser; its tests are in tests/packages.
#include "generator/exporting/run_time.h"

namespace exporting {
namespace {

constexpr std::string_view kLessonStyle =
    R"(body{font:1rem/1.6 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:46rem;color:#1b1b1b;background:#fff}
h1,h2,h3,h4{line-height:1.25}pre{overflow:auto;padding:.75rem;background:#f3f3f0;border:1px solid #ccc}
pre.output{background:#fff}code{font-family:ui-monospace,monospace;overflow-wrap:break-word}img{max-width:100%}
table{border-collapse:collapse}th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top}
aside.alert{border-left:.3rem solid #555;padding:.1rem 1rem;background:#f6f6f3}
fieldset{border:1px solid #999;margin:1rem 0}legend{font-weight:600}.choice,.place{margin:.4rem 0}
.feedback{margin:.2rem 0 .6rem 1.6rem}button{font:inherit;padding:.4rem .9rem}.verdict{font-weight:600;min-height:1.6em}
#status{margin-top:2rem;border-top:1px solid #ccc;padding-top:1rem}
)";

constexpr std::string_view kLesson = R"JS("use strict";
// The lesson: judges answers and gives them to the recorder.
//   recorder.start(done)         done(saved state or null, language or "")
//   recorder.answered(item, state, sum)
//   recorder.completed(state, sum)
//   recorder.leave(state)
(function () {
  var body = document.body;
  var words = JSON.parse(body.getAttribute("data-words"));
  var mastery = Number(body.getAttribute("data-mastery"));
  var sections = Array.prototype.slice.call(document.querySelectorAll("main[data-language]"));
  var section = sections[0];
  var forms = [];
  var state = { v: 1, q: {}, done: false };

  function say(key) {
    var language = section.getAttribute("data-language");
    return (words[language] || words.en || {})[key] || key;
  }
  function choose(language) {
    sections.forEach(function (one) {
      if (language && one.getAttribute("data-language") === language.slice(0, 2)) section = one;
    });
    sections.forEach(function (one) { one.hidden = one !== section; });
    document.documentElement.lang = section.lang;
    document.title = section.querySelector("h1").textContent;
    forms = Array.prototype.slice.call(section.querySelectorAll("form.quiz"));
  }
  function all(form, selector) {
    return Array.prototype.slice.call(form.querySelectorAll(selector));
  }
  function number(text) {
    var plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
    return /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
  }
  function folded(form, text) {
    var out = text.trim();
    if (form.hasAttribute("data-fold-case")) out = out.toLowerCase();
    if (form.hasAttribute("data-fold-space")) out = out.replace(/\s+/g, "");
    return out;
  }
  // {response, right, correct} of what is filled in; null when nothing is.
  function judge(form) {
    var kind = form.getAttribute("data-kind");
    if (kind === "single" || kind === "multiple") {
      var chosen = [], correct = [];
      all(form, ".choice").forEach(function (choice) {
        var input = choice.querySelector("input");
        if (input.checked) chosen.push(input.value);
        if (choice.hasAttribute("data-right")) correct.push(input.value);
      });
      if (!chosen.length) return null;
      return { response: chosen.join(","), correct: correct.join(","), right: chosen.join() === correct.join() };
    }
    if (kind === "number" || kind === "text") {
      var typed = form.querySelector("input[type=text]").value;
      if (!typed.trim()) return null;
      var answers = JSON.parse(form.getAttribute("data-answers") || "[]");
      var tolerance = Number(form.getAttribute("data-tolerance") || 0);
      var right = answers.some(function (answer) {
        if (kind === "text") return folded(form, answer) === folded(form, typed);
        return Math.abs(number(answer) - number(typed)) <= tolerance + 1e-9;
      });
      return { response: typed.trim(), correct: answers[0] || "", right: right };
    }
    var places = all(form, ".place"), given = [], wanted = [], filled = true;
    places.forEach(function (place) {
      var value = place.querySelector("select").value;
      if (!value) filled = false;
      given.push(value);
      wanted.push(place.getAttribute("data-right"));
    });
    if (!filled) return null;
    return { response: given.join(","), correct: wanted.join(","), right: given.join() === wanted.join() };
  }
  function fill(form, response) {
    var parts = response.split(",");
    all(form, ".choice input").forEach(function (input) { input.checked = parts.indexOf(input.value) >= 0; });
    var text = form.querySelector("input[type=text]");
    if (text) text.value = response;
    all(form, ".place select").forEach(function (select, i) { select.value = parts[i] || ""; });
  }
  function show(form, result) {
    form.querySelector(".verdict").textContent = result.right ? say("right") : say("wrong");
    all(form, ".choice").forEach(function (choice) {
      var feedback = choice.querySelector(".feedback");
      if (feedback) feedback.hidden = !choice.querySelector("input").checked;
    });
    var general = form.querySelector(".general");
    if (general) general.hidden = false;
  }
  function sum() {
    var answered = 0, right = 0;
    forms.forEach(function (form) {
      var one = state.q[form.getAttribute("data-quiz")];
      if (one) answered += 1;
      if (one && one.ok) right += 1;
    });
    var score = forms.length ? Math.round((100 * right) / forms.length) : null;
    return { total: forms.length, answered: answered, right: right, score: score,
             passed: score !== null && score >= mastery, complete: answered === forms.length };
  }
  function tell() {
    var now = sum();
    var text = now.total ? say("score") + " : " + now.right + " / " + now.total : "";
    document.getElementById("score").textContent = text;
    document.getElementById("kept").textContent = recorder.connected ? say("recorded") : say("kept");
  }
  function submit(event) {
    event.preventDefault();
    var form = event.target, result = judge(form);
    if (!result) return;
    var id = form.getAttribute("data-quiz");
    state.q[id] = { r: result.response.slice(0, 120), ok: result.right ? 1 : 0 };
    show(form, result);
    var item = { id: id, kind: form.getAttribute("data-kind"), response: result.response,
                 correct: result.correct, right: result.right,
                 title: form.querySelector("legend").textContent };
    recorder.answered(item, state, sum());
    if (sum().complete) { state.done = true; recorder.completed(state, sum()); }
    tell();
  }
  function start(saved, language) {
    choose(language);
    if (saved && saved.v === 1 && saved.q && typeof saved.q === "object") state = saved;
    forms.forEach(function (form) {
      form.addEventListener("submit", submit);
      var known = state.q[form.getAttribute("data-quiz")];
      if (!known || typeof known.r !== "string") return;
      fill(form, known.r);
      var result = judge(form);
      if (result) show(form, result);
    });
    var done = document.getElementById("done");
    done.hidden = forms.length > 0;
    done.textContent = say("done");
    done.addEventListener("click", function () {
      state.done = true;
      done.disabled = true;
      recorder.completed(state, sum());
      tell();
    });
    if (state.done) done.disabled = true;
    tell();
    body.setAttribute("data-ready", "1");
  }
  var recorder = window.atelierRecorder(body.getAttribute("data-lesson"));
  recorder.start(start);
  window.addEventListener("pagehide", function () { recorder.leave(state); });
})();
)JS";

constexpr std::string_view kScorm = R"JS("use strict";
// SCORM 1.2: the API of the platform's frame, or the browser's own storage.
window.atelierRecorder = function (lesson) {
  var api = null, began = Date.now(), finished = false, count = 0, asked = {};
  var mode = "normal", key = "atelier:" + lesson;

  function find(from) {
    for (var i = 0; from && i < 8; i += 1) {
      try { if (from.API) return from.API; } catch (e) { return null; }
      if (from.parent === from) return null;
      from = from.parent;
    }
    return null;
  }
  function get(name) { return String(api.LMSGetValue(name)); }
  function set(name, value) { api.LMSSetValue(name, String(value)); }
  function two(n) { return (n < 10 ? "0" : "") + n; }
  function time(from) {
    var seconds = Math.max(0, Math.floor((Date.now() - from) / 1000));
    var hours = Math.min(9999, Math.floor(seconds / 3600));
    return ("000" + hours).slice(-4) + ":" + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
  }
  // The standard holds 4096 characters; what is too long keeps only what was right.
  function packed(state) {
    var text = JSON.stringify(state);
    if (text.length <= 4096) return text;
    var small = { v: 1, q: {}, done: state.done };
    Object.keys(state.q).forEach(function (id) { small.q[id] = { ok: state.q[id].ok }; });
    text = JSON.stringify(small);
    return text.length <= 4096 ? text : JSON.stringify({ v: 1, q: {}, done: state.done });
  }
  function kept() {
    try { return JSON.parse(window.localStorage.getItem(key)); } catch (e) { return null; }
  }
  function keep(state) {
    try { window.localStorage.setItem(key, JSON.stringify(state)); } catch (e) { /* private mode */ }
  }
  function letters(list) {
    return list.split(",").map(function (n) { return "abcdefghijklmnopqrstuvwxyz"[Number(n) - 1] || n; });
  }
  // type, response and pattern as 1.2 has them.
  function interaction(item) {
    if (item.kind === "single" || item.kind === "multiple")
      return /^[a-z](,[a-z])*$/.test(item.response + "," + item.correct) ?
        ["choice", item.response, item.correct] : ["fill-in", item.response, item.correct];
    if (item.kind === "number") return ["numeric", item.response.replace(",", ".").replace(/\s/g, ""), item.correct];
    if (item.kind === "order") return ["sequencing", letters(item.response).join(","), letters(item.correct).join(",")];
    if (item.kind === "match") {
      var pairs = function (list) {
        return letters(list).map(function (l, i) { return "abcdefghijklmnopqrstuvwxyz"[i] + "." + l; }).join(",");
      };
      return ["matching", pairs(item.response), pairs(item.correct)];
    }
    return ["fill-in", item.response, item.correct];
  }

  var self = { connected: false };
  self.start = function (done) {
    api = find(window) || (window.opener && find(window.opener));
    if (api && String(api.LMSInitialize("")) === "true") self.connected = true;
    else api = null;
    if (!api) { done(kept(), ""); return; }
    mode = get("cmi.core.lesson_mode") || "normal";
    var saved = null;
    try { saved = JSON.parse(get("cmi.suspend_data")); } catch (e) { saved = null; }
    count = Number(get("cmi.interactions._count")) || 0;
    var status = get("cmi.core.lesson_status");
    if (mode === "normal" && (status === "" || status === "not attempted")) {
      set("cmi.core.lesson_status", "incomplete");
      api.LMSCommit("");
    }
    done(saved, "");
  };
  self.answered = function (item, state, sum) {
    if (!api) { keep(state); return; }
    if (mode !== "normal") return;
    var parts = interaction(item), at = "cmi.interactions." + count + ".";
    set(at + "id", item.id);
    set(at + "type", parts[0]);
    set(at + "student_response", parts[1].slice(0, 255));
    set(at + "correct_responses.0.pattern", parts[2].slice(0, 255));
    set(at + "result", item.right ? "correct" : "wrong");
    set(at + "latency", time(asked[item.id] || began));
    asked[item.id] = Date.now();
    count += 1;
    set("cmi.core.score.min", 0);
    set("cmi.core.score.max", 100);
    set("cmi.core.score.raw", sum.score);
    set("cmi.core.lesson_location", item.id.slice(0, 255));
    set("cmi.suspend_data", packed(state));
    api.LMSCommit("");
  };
  self.completed = function (state, sum) {
    if (!api) { keep(state); return; }
    if (mode !== "normal") return;
    // One value says both in 1.2: nothing graded is completed, else passed or failed.
    set("cmi.core.lesson_status", sum.score === null ? "completed" : sum.passed ? "passed" : "failed");
    set("cmi.suspend_data", packed(state));
    api.LMSCommit("");
  };
  self.leave = function (state) {
    if (!api) { keep(state); return; }
    if (finished) return;
    finished = true;
    if (mode === "normal") {
      set("cmi.suspend_data", packed(state));
      set("cmi.core.exit", "suspend");
    }
    set("cmi.core.session_time", time(began));
    api.LMSCommit("");
    api.LMSFinish("");
  };
  return self;
};
)JS";

constexpr std::string_view kCmi5 = R"JS("use strict";
// cmi5: statements to the record store that the platform names in the address.
window.atelierRecorder = function (lesson) {
  var query = new URLSearchParams(window.location.search);
  var endpoint = (query.get("endpoint") || "").replace(/\/?$/, "/");
  var registration = query.get("registration") || "", activity = query.get("activityId") || "";
  var actor = null, token = "", launch = {}, began = Date.now(), key = "atelier:" + lesson;
  var passed = false, completed = false, left = false, queue = Promise.resolve();
  var kCategory = "https://w3id.org/xapi/cmi5/context/categories/";
  var kMastery = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
  try { actor = JSON.parse(query.get("actor")); } catch (e) { actor = null; }

  function kept() {
    try { return JSON.parse(window.localStorage.getItem(key)); } catch (e) { return null; }
  }
  function keep(state) {
    try { window.localStorage.setItem(key, JSON.stringify(state)); } catch (e) { /* private mode */ }
  }
  function uuid() {
    if (window.crypto && window.crypto.randomUUID) return window.crypto.randomUUID();
    var bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var hex = Array.prototype.map.call(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }
  function duration() { return "PT" + Math.max(0, Math.round((Date.now() - began) / 10) / 100) + "S"; }
  function request(method, path, body, type, live) {
    return fetch(endpoint + path, {
      method: method, body: body, keepalive: Boolean(live),
      headers: Object.assign({ Authorization: "Basic " + token, "X-Experience-API-Version": "1.0.3" },
                             body ? { "Content-Type": type || "application/json" } : {})
    });
  }
  function document_(resource, parameters) {
    return resource + "?" + new URLSearchParams(Object.assign({ agent: JSON.stringify(actor) }, parameters)).toString();
  }
  function statePath(id) {
    return document_("activities/state", { activityId: activity, stateId: id, registration: registration });
  }
  function statement(verb, result, categories, extensions, object) {
    var context = JSON.parse(JSON.stringify(launch.contextTemplate || {}));
    context.registration = registration;
    context.contextActivities = context.contextActivities || {};
    var list = (context.contextActivities.category || []).filter(function (one) { return one.id.indexOf(kCategory) !== 0; });
    categories.forEach(function (name) { list.push({ objectType: "Activity", id: kCategory + name }); });
    if (list.length) context.contextActivities.category = list;
    else delete context.contextActivities.category;
    if (extensions) context.extensions = Object.assign({}, context.extensions, extensions);
    var out = { id: uuid(), timestamp: new Date().toISOString(), actor: actor,
                verb: { id: "http://adlnet.gov/expapi/verbs/" + verb },
                object: object || { objectType: "Activity", id: activity }, context: context };
    if (result) out.result = result;
    return out;
  }
  // One after the other: the order is part of the standard.
  function send(one, live) {
    queue = queue.then(function () { return request("POST", "statements", JSON.stringify(one), "", live); })
                 .catch(function () { return null; });
    return queue;
  }
  function mastery() { return typeof launch.masteryScore === "number" ? launch.masteryScore : 0.8; }
  function save(state) {
    queue = queue.then(function () { return request("PUT", statePath("atelier.progress"), JSON.stringify(state)); })
                 .catch(function () { return null; });
  }
  function json(response) { return response && response.ok ? response.json().catch(function () { return null; }) : null; }

  var self = { connected: false };
  self.start = function (done) {
    if (endpoint === "/" || !query.get("fetch") || !actor || !activity) { done(kept(), ""); return; }
    var saved = null, language = "";
    fetch(query.get("fetch"), { method: "POST" }).then(json).then(function (answer) {
      if (!answer || !answer["auth-token"]) throw new Error("no token");
      token = answer["auth-token"];
      return request("GET", statePath("LMS.LaunchData")).then(json);
    }).then(function (data) {
      launch = data || {};
      return request("GET", document_("agents/profile", { profileId: "cmi5LearnerPreferences" })).then(json, function () { return null; });
    }).then(function (preferences) {
      language = String((preferences && preferences.languagePreference) || "").split(",")[0];
      return request("GET", statePath("atelier.progress")).then(json, function () { return null; });
    }).then(function (state) {
      saved = state;
      self.connected = true;
      return send(statement("initialized", null, ["cmi5"]));
    }).then(function () { done(saved, language); }, function () { self.connected = false; done(kept(), ""); });
  };
  self.answered = function (item, state) {
    if (!self.connected) { keep(state); return; }
    if (launch.launchMode && launch.launchMode !== "Normal") return;
    send(statement("answered", { response: item.response, success: item.right }, [], null,
                   { objectType: "Activity", id: activity + "#" + item.id,
                     definition: { type: "http://adlnet.gov/expapi/activities/cmi.interaction",
                                   interactionType: "other", name: { und: item.title } } }));
    save(state);
  };
  self.completed = function (state, sum) {
    if (!self.connected) { keep(state); return; }
    if (launch.launchMode && launch.launchMode !== "Normal") return;
    if (!completed) {
      completed = true;
      send(statement("completed", { completion: true, duration: duration() }, ["cmi5", "moveon"]));
    }
    if (sum.score !== null && !passed) {
      var scaled = sum.score / 100, good = scaled >= mastery(), extensions = {};
      extensions[kMastery] = mastery();
      passed = good;
      send(statement(good ? "passed" : "failed",
                     { score: { scaled: scaled, raw: sum.score, min: 0, max: 100 }, success: good, duration: duration() },
                     ["cmi5", "moveon"], extensions));
    }
    save(state);
  };
  self.leave = function (state) {
    if (!self.connected) { keep(state); return; }
    if (left) return;
    left = true;
    // The page is going: what waits in line would not be sent.
    request("POST", "statements", JSON.stringify(statement("terminated", { duration: duration() }, ["cmi5"])), "", true);
  };
  return self;
};
)JS";

}  // namespace

std::string_view lesson_style() { return kLessonStyle; }
std::string_view lesson_script() { return kLesson; }
std::string_view scorm_script() { return kScorm; }
std::string_view cmi5_script() { return kCmi5; }

}  // namespace exporting

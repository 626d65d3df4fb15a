import { mount } from "svelte";
import App from "./App.svelte";
import "./look/look.css";
import { inlined, type Report } from "./source/inlined";

const given = document.getElementById("report");
const target = document.getElementById("app");
if (target !== null && given !== null) {
  target.replaceChildren();
  const report = JSON.parse(given.textContent ?? "null") as Report;
  mount(App, { target, props: { source: inlined(report) } });
}

import { mount } from "svelte";
import App from "./App.svelte";
import "./look/look.css";
import { inlined, type Report } from "./source/inlined";
import { served, servedBeside } from "./source/served";
import type { Source } from "./source/source";

/** Read what the page holds under a name. */
function held<T>(name: string): T | undefined {
  const element = document.getElementById(name);
  return element === null ? undefined : (JSON.parse(element.textContent ?? "null") as T);
}

/** One table in a report, one or several that a server has: each with its name. */
function sources(): [string, Source][] {
  const report = held<Report>("report");
  if (report !== undefined) return [[report.overview.title, inlined(report)]];
  return (held<string[]>("served") ?? []).map((name, at) => [name, served(at)]);
}

const target = document.getElementById("app");
if (target !== null) {
  target.replaceChildren();
  mount(App, { target, props: { sources: sources(), beside: servedBeside } });
}

import { mount } from "svelte";
import App from "./App.svelte";
import "./look/look.css";
import { inlined, inlinedBeside, type BesideReport, type Report } from "./source/inlined";
import { served, servedBeside } from "./source/served";
import type { Beside, Source } from "./source/source";

/** Read what the page holds under a name. */
function held<T>(name: string): T | undefined {
  const element = document.getElementById(name);
  return element === null ? undefined : (JSON.parse(element.textContent ?? "null") as T);
}

interface Shown {
  /** Each with its name. */
  sources: [string, Source][];
  beside: (a: number, b: number) => Beside;
}

/** One table or two in a report, one or several that a server has. */
function shown(): Shown {
  const report = held<Report>("report");
  if (report === undefined) {
    const names = held<string[]>("served") ?? [];
    return { sources: names.map((name, at) => [name, served(at)]), beside: servedBeside };
  }
  const second = held<BesideReport>("beside");
  if (second === undefined) {
    const none = (): Beside => {
      throw new Error("this report is of one table");
    };
    return { sources: [[report.overview.title, inlined(report)]], beside: none };
  }
  const sources: [Source, Source] = [inlined(report), inlined(second.report)];
  const [first, other] = second.compared.names;
  return {
    sources: [
      [first, sources[0]],
      [other, sources[1]],
    ],
    beside: (a) => inlinedBeside(second, sources, a === 1),
  };
}

const target = document.getElementById("app");
if (target !== null) {
  target.replaceChildren();
  mount(App, { target, props: shown() });
}

#include "cli/report_page/style.h"

namespace snell {

const std::string_view chart_style = R"(
:root { --paper: #ffffff; --ink: #1a1d21; --faint: #d9dde2; --soft: #5b636e; --positive: #0072b2; --negative: #d55e00;
  --quantile: #8a5a83; --collateral: #00795a; --whole: #56616e; }
@media (prefers-color-scheme: dark) { :root { --paper: #15181c; --ink: #e8eaed; --faint: #353b43; --soft: #a2aab4;
  --positive: #56b4e9; --negative: #f0883e; --quantile: #cc79a7; --collateral: #2fc09a; --whole: #8f9baa; } }
@media print { :root { --paper: #ffffff; --ink: #000000; --faint: #cccccc; --soft: #444444; --positive: #0072b2;
  --negative: #d55e00; --quantile: #8a5a83; --collateral: #00795a; --whole: #56616e; } }
.chart { font: 12px system-ui, sans-serif; fill: var(--ink); width: 100%; height: auto; display: block; }
.chart .middle { text-anchor: middle; } .chart .end { text-anchor: end; }
.chart .grid { stroke: var(--faint); stroke-width: 1; } .chart .zero { stroke: var(--soft); stroke-width: 1; }
.chart .line { fill: none; stroke-width: 2; } .chart .band { fill-opacity: 0.25; stroke: none; }
.chart .bar { stroke: none; } .chart .whisker { stroke: var(--ink); stroke-width: 2; }
.chart .line.positive { stroke: var(--positive); } .chart .band.positive, .chart .bar.positive { fill: var(--positive); }
.chart .line.negative { stroke: var(--negative); stroke-dasharray: 7 3; }
.chart .band.negative, .chart .bar.negative { fill: var(--negative); }
.chart .line.quantile { stroke: var(--quantile); stroke-dasharray: 2 3; } .chart .band.quantile { fill: var(--quantile); }
.chart .line.collateral { stroke: var(--collateral); stroke-dasharray: 9 3 2 3; }
.chart .band.collateral, .chart .bar.collateral { fill: var(--collateral); } .chart .bar.whole { fill: var(--whole); }
)";

const std::string_view page_style = R"(
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0.5rem 0 0; } h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; } p { margin: 0.5rem 0; } .soft { color: var(--soft); }
.warning { border-left: 4px solid var(--negative); padding-left: 0.75rem; }
nav a { margin-right: 1rem; } a { color: var(--positive); }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: left; color: var(--soft); padding: 0.25rem 0; }
th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid var(--faint); text-align: left; vertical-align: top;
  font-weight: normal; overflow-wrap: break-word; }
tbody th { min-width: 7rem; } .texts td { min-width: 6rem; }
thead th { font-weight: 600; } .numbers td, .numbers thead th + th { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
details { margin: 0.25rem 0 1rem; } summary { cursor: pointer; color: var(--soft); }
figure { margin: 0.5rem 0; overflow-x: auto; } figure .chart { min-width: 36rem; }
@media print { figure .chart { min-width: 0; } body { max-width: none; font-size: 10pt; } section { break-inside: avoid; } nav, details { display: none; } }
)";

}  // namespace snell

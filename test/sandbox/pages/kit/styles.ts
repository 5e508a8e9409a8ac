/** The one stylesheet of all pages. Its look is the sandbox's own, so that nobody takes a page for Stripe's. */
export const styles = `
:root{color-scheme:light dark;--bg:light-dark(#f5f3ec,#171a18);--card:light-dark(#fffefa,#202422);--sunk:light-dark(#efece2,#1b1f1d);--ink:light-dark(#1e2522,#e9ebe6);--muted:light-dark(#56605a,#a9b2ab);
--line:light-dark(#dcd8ca,#363d39);--field:light-dark(#8b938c,#6f7a73);--accent:light-dark(#1c6650,#8fd3b6);--on-accent:light-dark(#fff,#10241c);--soft:light-dark(#e2efe8,#22352d);
--warn:light-dark(#6a4700,#f2cf83);--warn-bg:light-dark(#fdf0cc,#3a2f15);--bad:light-dark(#9c2419,#ffb4a8);--bad-bg:light-dark(#fde8e4,#43211c);--good:light-dark(#1b6243,#9fdcbc);--good-bg:light-dark(#e0f1e6,#1d3629)}
:root.light{color-scheme:light;--bg:#fff}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",sans-serif;-webkit-text-size-adjust:100%}
h1{font-size:1.6rem;line-height:1.2;letter-spacing:-.015em;margin:0 0 .5rem;text-wrap:balance}
h2{font-size:1.15rem;line-height:1.3;margin:0 0 .75rem}
h3{font-size:1rem;margin:0 0 .5rem}
p{margin:0 0 .85rem}
a{color:var(--accent);text-underline-offset:.2em}
code,.mono{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px}.skip:focus{left:.5rem;top:.5rem;background:var(--card);padding:.5rem;z-index:9}
.strip{background:repeating-linear-gradient(135deg,var(--warn-bg) 0 14px,light-dark(#f8e3ac,#4a3b18) 14px 28px);color:var(--warn);border-bottom:1px solid light-dark(#e3c877,#5f4c20);font-size:.85rem}
.strip p{text-align:center;margin:0 auto;max-width:72rem;padding:.35rem 1rem;display:flex;flex-wrap:wrap;gap:.1rem 1.25rem;align-items:center;justify-content:center}
.strip a{color:inherit;padding:.2rem 0}
.sitenav{max-width:72rem;margin:0 auto;padding:.9rem 1rem 0;display:flex;flex-wrap:wrap;gap:.25rem .35rem;align-items:center}
.sitenav a{padding:.45rem .75rem;border-radius:999px;text-decoration:none;color:var(--muted)}
@media (max-width:26rem){.sitenav{gap:0}.sitenav a{padding-inline:.55rem}}
.sitenav a:hover{color:var(--ink);background:var(--sunk)}
.sitenav a[aria-current]{background:var(--soft);color:var(--accent);font-weight:600}
main{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 4rem}
main.narrow{max-width:34rem}
main.frame{max-width:34rem;padding:1.25rem 1rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.25rem;margin:0 0 1.25rem}
@media (min-width:40rem){.card{padding:1.5rem}}
.lead{color:var(--muted)}
.muted{color:var(--muted)}
.small{font-size:.875rem}
.nowrap{white-space:nowrap}
.right{text-align:right}
.stack>*+*{margin-top:.9rem}
.row{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center}
.row.end{align-items:end}
.between{display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between;align-items:baseline}
.grid{display:grid;gap:1.25rem}
.grid>*{min-width:0}
@media (min-width:52rem){.grid.two{grid-template-columns:1fr 1fr}.grid.pay{grid-template-columns:5fr 6fr;gap:2.5rem;align-items:start}.grid.pay>.sticky{position:sticky;top:1.5rem}}
label,.label{display:block;font-weight:600;font-size:.9rem;margin-bottom:.3rem}
.field{min-width:0}.row.end>.field{flex:1 1 11rem}
.field .hint{margin:.3rem 0 0;font-size:.85rem;color:var(--muted)}
.fields{display:grid;gap:.9rem}
@media (min-width:30rem){.fields.halves{grid-template-columns:1fr 1fr}}
input:not([type=radio],[type=checkbox]),select,textarea{width:100%;min-height:2.75rem;padding:.5rem .7rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--field);border-radius:9px}
input[readonly]{background:var(--sunk);color:var(--muted)}
input[type=radio],input[type=checkbox]{width:1.15rem;height:1.15rem;margin:.2rem 0 0;flex:none;accent-color:var(--accent)}
fieldset{border:0;padding:0;margin:0;min-width:0}
legend{padding:0;font-weight:600;margin-bottom:.4rem}
.choice{display:flex;gap:.75rem;padding:.8rem .9rem;border:1px solid var(--line);border-radius:10px;margin:0 0 .6rem;font-weight:400;font-size:1rem;cursor:pointer;background:var(--card)}
.choice:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent);background:var(--soft)}
.choice:has(:disabled){cursor:not-allowed;background:var(--sunk)}
.choice>span{min-width:0;overflow-wrap:anywhere}
.choice strong,.choice>span>span{display:block}
.choice.plain{border:0;padding:0;background:none}
.choice.plain:has(:checked){box-shadow:none;background:none}
.button,button{display:inline-flex;align-items:center;justify-content:center;gap:.5rem;min-height:2.75rem;padding:.5rem 1.1rem;border-radius:10px;border:1px solid var(--field);background:var(--card);color:var(--ink);font:inherit;font-weight:600;text-decoration:none;cursor:pointer;text-align:center}
.button:hover,button:hover{border-color:var(--accent);color:var(--accent)}
button.main,.button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
button.main:hover,.button.main:hover{filter:brightness(1.08);color:var(--on-accent)}
button.wide,.button.wide{width:100%;min-height:3rem}
button.danger{color:var(--bad);border-color:currentColor}
button.small,.button.small{min-height:2.25rem;padding:.25rem .75rem;font-size:.875rem;border-radius:8px}
button.quiet{border-color:transparent;background:none;color:var(--accent);padding-inline:0}.card>form+form{margin-top:.75rem}.stack>.hidden+*{margin-top:0}
button[disabled]{opacity:.55;cursor:default}
.person{display:flex;gap:.8rem;width:100%;justify-content:flex-start;text-align:left;padding:.7rem .9rem;margin:0 0 .5rem;font-weight:400}
.person span{min-width:0;overflow-wrap:anywhere}.person strong{display:block;line-height:1.3}
.notice{border-radius:10px;padding:.8rem 1rem;margin:0 0 1.1rem;background:var(--soft);overflow-wrap:anywhere}
.notice>:last-child{margin-bottom:0}
.notice.bad{background:var(--bad-bg);color:var(--bad)}
.notice.warn{background:var(--warn-bg);color:var(--warn)}
.notice.good{background:var(--good-bg);color:var(--good)}
.tag{display:inline-block;padding:.05rem .55rem;border-radius:999px;font-size:.8rem;font-weight:600;background:var(--sunk);color:var(--muted);white-space:nowrap}
.tag.good{background:var(--good-bg);color:var(--good)}.tag.bad{background:var(--bad-bg);color:var(--bad)}.tag.warn{background:var(--warn-bg);color:var(--warn)}
.signed{margin-bottom:.75rem;align-items:center}.tabs{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;border-bottom:1px solid var(--line);margin:0 0 1.25rem}.tabs a{padding:.5rem 0;text-decoration:none;color:var(--muted);border-bottom:3px solid transparent}.tabs a[aria-current]{color:var(--accent);border-color:currentColor;font-weight:600}
.doors a>*+*{margin-top:.35rem}.doors a>span{display:block}.doors a>.row{display:flex}
.fields.three{grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr))}
input.tiny:not([type=radio],[type=checkbox]),select.tiny{width:6rem;min-height:2.25rem;padding:.2rem .5rem;font-size:.875rem}select.tiny{width:9rem}
.desk{display:grid;gap:1.25rem}.desk>*{min-width:0}.toc{display:flex;flex-wrap:wrap;gap:.25rem .9rem}.toc a{padding:.3rem 0;text-decoration:none}
@media (min-width:64rem){.desk{grid-template-columns:11rem minmax(0,1fr)}.toc{position:sticky;top:1rem;align-self:start;flex-direction:column}}
[id]{scroll-margin-top:1rem}
.leave{display:flex;gap:1rem;align-items:center;justify-content:space-between}.leave p{margin:0}
.what{font-size:1rem;font-weight:600;letter-spacing:0;margin:0 0 .35rem;color:var(--muted)}
.amount{font-variant-numeric:tabular-nums;white-space:nowrap}
.total{font-size:2rem;font-weight:700;letter-spacing:-.02em;margin:0 0 1rem}
.lines{list-style:none;margin:0;padding:0}
.lines li,.sums div{display:flex;justify-content:space-between;gap:1rem;padding:.6rem 0;border-top:1px solid var(--line)}
.lines li>:first-child{min-width:0;overflow-wrap:anywhere}
.sums{margin:0}.sums dd{margin:0}.sums .grand{font-weight:700}
.scroll{position:relative;overflow-x:auto;margin:0 -.25rem;padding:0 .25rem}
.scroll.tall{max-height:27rem;overflow-y:auto}.scroll.tall th{position:sticky;top:0;background:var(--card)}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th{text-align:left;font-weight:600;color:var(--muted);font-size:.8rem;white-space:nowrap}
th,td{padding:.55rem .75rem .55rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td form,td .row{margin:0}
tr:last-child td{border-bottom:0}
td.break{overflow-wrap:anywhere;min-width:13rem}
@media (max-width:40rem){.scroll table,.scroll tbody,.scroll tr,.scroll td{display:block}.scroll thead{display:none}.scroll tr{border-bottom:1px solid var(--line);padding:.6rem 0}.scroll tr:last-child{border:0}.scroll td{border:0;padding:.15rem 0}}
.facts{margin:0;display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.4rem 1rem}
.facts dt{color:var(--muted)}.facts dd{margin:0;overflow-wrap:anywhere}
details{border-top:1px solid var(--line);padding:.75rem 0 0;margin-top:1rem}
summary{cursor:pointer;font-weight:600;padding:.3rem 0}
details[open]>summary{margin-bottom:.75rem}
.card>.between:first-child{margin-bottom:.75rem}.lines li>form{flex:none}.lines li>.tag{align-self:start;flex:none}.lines li>.row{flex:none;max-width:65%;justify-content:end;align-self:start}dd>details{border:0;padding:0;margin:0}dd>details summary{padding:0;font-weight:400}.sitenav a:first-child{margin-left:-.55rem}
.mailbody{margin:0 0 1.25rem;width:100%;height:min(78vh,52rem);border:1px solid var(--line);border-radius:12px;background:#fff;display:block}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.mails{list-style:none;margin:0;padding:0}
.mails li{border-bottom:1px solid var(--line)}.mails li:last-child{border:0}
.mails a{display:grid;gap:.1rem 1rem;padding:.8rem .25rem;text-decoration:none;color:inherit}
.mails a:hover{background:var(--sunk)}
.mails .to{color:var(--muted);font-size:.9rem;overflow-wrap:anywhere}.mails .subject{font-weight:600;overflow-wrap:anywhere}
@media (min-width:40rem){.mails a{grid-template-columns:minmax(0,1fr) auto}.mails .meta{grid-column:2;grid-row:1/3;text-align:right}}
.doors{list-style:none;margin:0;padding:0;display:grid;gap:1rem}
@media (min-width:40rem){.doors{grid-template-columns:1fr 1fr}}
.doors a{display:block;height:100%;padding:1.1rem 1.25rem;border:1px solid var(--line);border-radius:14px;background:var(--card);text-decoration:none;color:inherit}
.doors a:hover{border-color:var(--accent)}.doors strong{display:block;color:var(--accent);font-size:1.05rem}
.method .inner{display:none;padding:.25rem 0 .9rem}
.method:has(input[name=method]:checked) .inner{display:grid}
.method.only .inner{display:grid}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`.replaceAll("\n", "");

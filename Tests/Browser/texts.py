"""Texts that steer browsers if they are let, and texts that are written from right to left."""

HOSTILE = [
    "</script><script>window.__pwned = 1</script>", "<img src=x onerror=\"window.__pwned = 2\">",
    "\"'><svg onload=window.__pwned=3>", "javascript:window.__pwned=4", "\u2028\u2029alert`5`",
    "{{{style}}} {{/charts}}", "<!--<script>", "]]>&lt;b&gt;&amp;", "\u202egnp.exe\u202c", "A" * 400,
    "__proto__", "constructor", "\x00\x07\x1b[31mred", "مقتل 24 مدنياً على طريق غاو", "עברית <b>x</b>",
    "%3Cscript%3E", "${window.__pwned=6}", "data:text/html,<script>window.__pwned=7</script>",
]
ARABIC = ["مقتل مدنيين قرب غاو", "الجيش المالي", "جبهة تحرير أزواد", "مصدر طبي", "قصف سوق أسبوعي", "كيدال"]

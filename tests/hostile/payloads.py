# SPDX-License-Identifier: 0BSD
"""What somebody could write into the catalogue to get out of its place in an
output: one text a line, for the languages of out/."""

PAYLOADS = r"""
.sy touch PWNED
'sy touch PWNED
.so hostile.inc
.\" nothing of this is seen
.Sh OVERTAKEN
.de Nm
.ds doc-header PWNED
\n(.g \*(Ba \fBbold \s+9big \h'9999' \X'tty: PWNED' end
\*[an-lic] \$1 \!.sy touch PWNED
\o'ab' \z\(dq \w"a" \v'-9' \c
Ends in the roff escape \
" .sy touch PWNED "
Xr smtpcodes 7 , Li Em .Ed .El
. ' .. '' \& \e \. \'
[x](javascript:alert(1))
![x](javascript:alert(1) "title")
[x]: javascript:alert(1)
<javascript:alert(1)> <https://evil.example/> <a@evil.example>
<script>alert(1)</script>
<img src=x onerror=alert(1)>
<a href="https://evil.example/" id="in-short">x</a>
<!-- a comment begins
--> a comment ends <!--
--!> &lt;!-- &#60;script&#62; &amp;lt;b&amp;gt;
``` js
```
~~~
`` ` ``` `code` ```` \`
| a | b |
--- | ---
a \| b \\| c \\\| d
# A heading
## Another ##
===
- - -
* * *
_ _ _ **strong** __strong__ ~~gone~~ *[x]*
+ a plus
1. a list
0) a list
> a quote
- [ ] a task
    indented like code
:---: | :---:
www.evil.example https://evil.example/ ftp://evil.example/ a@evil.example
[^1] [^1]: a footnote
$x^2$ $$y$$ @somebody #1 :smile:
</summary></details><details open><summary>
</title><script>alert(1)</script><title>
" onmouseover="alert(1)" x="
' onmouseover='alert(1)' x='
</style></script></textarea></code></pre></td></tr></table>
]]> <![CDATA[<script>]]> <?php system('touch PWNED') ?>
javascript:alert(1)
data:text/html,<script>alert(1)</script>
*/ int pwned[-1]; /*
/* */ // /
*
/
// a comment that goes on \
??/ ??= ??' ??( ??) ??! ??< ??> ??-
???/
?
"); system("touch PWNED"); ("
\" \\" \x41 \101 \0 \u0000 \N{NUL} \
%s%s%s%n %d %1$n 100% %
#include "/etc/passwd"
#define int PWNED
__asm__(".incbin \"/etc/passwd\"") _Pragma("GCC error \"PWNED\"")
R"(raw)" u8"x" 'c' L'x'
$(touch PWNED)
`touch PWNED`
${IFS}touch${IFS}PWNED
; touch PWNED
&& touch PWNED || touch PWNED | touch PWNED & touch PWNED
' ; touch PWNED ; '
" ; touch PWNED ; "
!! !$ ~root {a,b} [a-z] ? * > PWNED < /etc/passwd
$((1/0)) $'\n' <(touch PWNED) >(touch PWNED)
\u0000 \ud800 \udc00 \/ "}]}, {"code": "999"
{"a": [1, 2, {"b": null}]}
"
""
=cmd|' /C calc'!A0
=1+1
+1+1
-1+1
@SUM(1+1)
'=1+1
"=1+1",=1+1
, ; , ;
$(shell touch PWNED) $(error PWNED) $@ $< $$
${ENV{HOME}} $ENV{HOME} @VERSION@ @PROJECT@ ${CMAKE_VERSION}
") message(FATAL_ERROR PWNED) #
', default_options: [], version: '
#[[ a comment of CMake ]] [==[ ]==]
Name: PWNED Cflags: -I/
@begin words
/* @begin entries */
@end words @@slot@@ {{slot}} %(slot)s <%= slot %>
%PDF- PK GIF89a #!/bin/sh
Größe 日本語 🐌 ß ﬁ Ω
e̸̢̛ a̐̑̒
＝1＋1
‘single’ “double” — … ’
550 5.1.1 X.1.1 5.7.1: RFC 5321, section 4.2
..
../../../etc/passwd
C:\new\table\0 \\server\share
a  lot   of    blanks
"""

WORD = "averylongwordwithoutanyplacewhereitcouldbecut"
PAYLOADS = [line.strip() for line in PAYLOADS.split("\n")[1:-1]] + [
    WORD * 9, "*" * 300, "`" * 99, "?" * 99 + "/", "\\" * 99, '"' * 99,
    "<" * 99, "-" * 99 + "|" * 99, "." * 200, "'" * 200]

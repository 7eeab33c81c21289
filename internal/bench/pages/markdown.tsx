// A document of 12 sections through react-markdown and remark-gfm: most of the time goes to the parser, which is plain JavaScript.

import Markdown from "react-markdown";
import gfm from "remark-gfm";

const sections = Array.from(
  { length: 12 },
  (_, i) => `## Section ${i + 1}

A paragraph with *emphasis*, **strong text**, \`code\` & a [link](https://example.com/${i}), and ~~what is gone~~.

- one
- two with <angle> brackets
- [${i % 2 ? "x" : " "}] three

| Name | Count |
| :--- | ----: |
| row  | ${i * 17} |

\`\`\`js
const answer = ${i};
\`\`\`
`,
);

export default function Document() {
  return (
    <article>
      <Markdown remarkPlugins={[gfm]}>{sections.join("\n")}</Markdown>
    </article>
  );
}

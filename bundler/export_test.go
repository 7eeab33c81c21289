package bundler

// Tokens returns the texts of the tokens in code, those at the start of a class member in brackets.
func Tokens(code string) []string {
	var out []string
	at := 0
	for _, t := range tokens([]byte(code)) {
		if t.start < at || t.end <= t.start || t.end > len(code) || t.depth < 0 {
			panic("tokens overlap or are empty")
		}
		at = t.end
		text := code[t.start:t.end]
		if t.member {
			text = "[" + text + "]"
		}
		out = append(out, text)
	}
	return out
}

// AdaptScript makes the edits for scripts.
func AdaptScript(code, sourceMap []byte) ([]byte, []byte) {
	return adapt(code, sourceMap, adaptation{minified: true, script: true})
}

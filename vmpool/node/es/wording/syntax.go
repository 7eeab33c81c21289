package wording

import "regexp"

var (
	syntaxPlace = regexp.MustCompile(`^\S*: Line \d+:\d+ `)
	syntaxEnd   = regexp.MustCompile(` at \S+:\d+:\d+$`)
	syntaxMore  = regexp.MustCompile(` \(and \d+ more errors?\)$`)
	syntaxToken = regexp.MustCompile(`^Unexpected token (\S+)$`)
)

// syntax words an error of goja's parser, which begins or ends with its place.
func syntax(text string) string {
	text = syntaxMore.ReplaceAllString(syntaxEnd.ReplaceAllString(syntaxPlace.ReplaceAllString(text, ""), ""), "")
	if text == "Unexpected token ILLEGAL" {
		return "Invalid or unexpected token"
	}
	if m := syntaxToken.FindStringSubmatch(text); m != nil {
		return "Unexpected token '" + m[1] + "'"
	}
	return text
}

// Package wording says in V8's words what goja says in its own: packages compare the messages of errors, and error boundaries print them. goja's
// messages don't name what was called or read; the script does, at the place where the error was thrown.
package wording

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// rule rewords the messages that match a pattern: with m, the pattern's groups, at a site, which is nil when it isn't known. Empty: the
// message is not the engine's after all, or there are no better words.
type rule struct {
	pattern *regexp.Regexp
	words   func(m []string, s *Site) string
}

// Known reports whether message may be one of goja's that Reword has other words for. It is quick.
func Known(message string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(message, prefix) {
			return true
		}
	}
	_, ok := fixed[message]
	return ok || strings.HasSuffix(message, hidden)
}

// hidden ends the message of a ReferenceError to a CommonJS variable in an ES module; see bundler.
const hidden = "\u200c is not defined"

var prefixes = []string{
	"Cannot read property '", "Cannot convert undefined or null to object", "Object has no member '", "Value is not ", "object is not iterable",
	"Class constructor cannot be", "Class extends value is not", "Super constructor is not", "Cannot access a variable before",
	"Must call super constructor in derived", "Cannot assign to read only property '", "Cannot delete property '", "Could not convert &{",
	"Method ", "Constructor ", "Receiver is not an object: ", "Expecting a function in instanceof", "SyntaxError: ", "Invalid index ",
	"iterator.next is missing", "Cannot write private member", "Cannot convert ", "[object ", "Byte length of ", "Start offset of ", "Index ",
	"String.prototype.", "Not a function: ",
}

// fixed are the messages whose words depend on nothing.
var fixed = map[string]string{
	"No initial value": "Reduce of empty array with no initial value",
	"toFixed() precision must be between 0 and 100":                "toFixed() digits argument must be between 0 and 100",
	"toPrecision() precision must be between 1 and 100":            "toPrecision() argument must be between 1 and 100",
	"toExponential() precision must be between 0 and 100":          "toExponential() argument must be between 0 and 100",
	"radix must be an integer between 2 and 36":                    "toString() radix argument must be between 2 and 36",
	"The normalization form should be one of NFC, NFD, NFKC, NFKD": "The normalization form should be one of NFC, NFD, NFKC, NFKD.",
	"RegExp doesn't have global flag set":                          "String.prototype.matchAll called with a non-global RegExp argument",
	"Malformed URI":                                                "URI malformed",
	"Illegal generator state":                                      "Generator is already running",
	"exponent must be positive":                                    "undefined must be positive",
}

// Reword gives a message of goja's in V8's words. site is asked for when they depend on the script; it may give nil.
func Reword(message string, site func() *Site) (string, bool) {
	if words, ok := fixed[message]; ok {
		if s := site(); s != nil && s.thrown() {
			return "", false
		}
		return words, true
	}
	for _, r := range rules {
		m := r.pattern.FindStringSubmatch(message)
		if m == nil {
			continue
		}
		s := site()
		if s != nil && s.thrown() {
			return "", false
		}
		words := r.words(m, s)
		return words, words != "" && words != message
	}
	return "", false
}

var rules = []rule{
	{regexp.MustCompile(`^Cannot read property '(.*)' of undefined(?: or null)?$`), read},
	{regexp.MustCompile(`^Cannot convert undefined or null to object$`), toObject},
	{regexp.MustCompile(`^Object has no member '(.*)'$`), missing},
	{regexp.MustCompile("^(.*)" + hidden + "$"), func(m []string, _ *Site) string { return m[1] + " is not defined" }},
	{regexp.MustCompile(`^(Not a function): `), missing},
	{regexp.MustCompile(`^Value is not an object: ([\s\S]*)$`), notObject},
	{regexp.MustCompile(`^Value is not (?:a constructor|callable)(?:: ([\s\S]*))?$`), notCallable},
	{regexp.MustCompile(`^object is not iterable$`), func(_ []string, s *Site) string { return notIterable(s, false) }},
	{regexp.MustCompile(`^Value is not object coercible$`), notCoercible},
	{regexp.MustCompile(`^Class constructor cannot be invoked without 'new'$`), classCalled},
	{regexp.MustCompile(`^Class extends value is not a constructor or null$`), classExtends},
	{regexp.MustCompile(`^Super constructor is not a constructor$`), superNull},
	{regexp.MustCompile(`^Cannot access a variable before initialization$`), deadZone},
	{regexp.MustCompile(`^(Must call super constructor in derived class before )(?:accessing 'this'|returning from derived constructor)$`), func(m []string, _ *Site) string {
		return m[1] + "accessing 'this' or returning from derived constructor"
	}},
	{regexp.MustCompile(`^Cannot assign to read only property '(.*)'$`), readOnly},
	{regexp.MustCompile(`^Cannot delete property '(.*)' of (.*)$`), func(m []string, _ *Site) string {
		return "Cannot delete property '" + m[1] + "' of " + receiver(m[2])
	}},
	{regexp.MustCompile(`^Could not convert &\{[\s\S]* to primitive$`), func([]string, *Site) string { return "Cannot convert object to primitive value" }},
	{regexp.MustCompile(`^Method (\S+) (?:is )?called on incompatible receiver(?: ([\s\S]*))?$`), incompatible},
	{regexp.MustCompile(`^Constructor (Promise) requires 'new'$`), func([]string, *Site) string { return "Promise constructor cannot be invoked without 'new'" }},
	{regexp.MustCompile(`^Receiver is not an object: (.*)$`), createProperty},
	{regexp.MustCompile(`^Cannot convert (\S+\.\S+) to a BigInt$`), func(m []string, _ *Site) string {
		return "The number " + m[1] + " cannot be converted to a BigInt because it is not an integer"
	}},
	{regexp.MustCompile(`^(.+) is not extensible$`), func(m []string, _ *Site) string {
		if !strings.HasPrefix(m[1], "[object ") {
			return ""
		}
		return receiver(m[1]) + " is not extensible"
	}},
	{regexp.MustCompile(`^([BS])(yte length|tart offset) of (\w+) should be a multiple of (\d+)$`), func(m []string, _ *Site) string {
		return strings.ToLower(m[1]) + m[2] + " of " + m[3] + " should be a multiple of " + m[4]
	}},
	{regexp.MustCompile(`^Invalid index (-?\d+)$`), invalidIndex},
	{regexp.MustCompile(`^Index \d+ is out of bounds$`), func([]string, *Site) string { return "Offset is outside the bounds of the DataView" }},
	{regexp.MustCompile(`^(\w+\.prototype\.\w+) is called on incompatible receiver$`), func(m []string, _ *Site) string {
		return m[1] + " requires that 'this' be a " + m[1][:strings.IndexByte(m[1], '.')]
	}},
	{regexp.MustCompile(`^iterator\.next is missing or not a function$|^\S+ is not a method$`), func(_ []string, s *Site) string { return notIterable(s, false) }},
	{regexp.MustCompile(`^Expecting a function in instanceof check, but got `), func([]string, *Site) string {
		return "Right-hand side of 'instanceof' is not callable"
	}},
	{regexp.MustCompile(`^SyntaxError: ([\s\S]*)$`), func(m []string, _ *Site) string { return syntax(m[1]) }},
	{regexp.MustCompile(`^Cannot write private member (#\S+) from an object whose class did not declare it$`), func(m []string, _ *Site) string {
		return "Cannot write private member " + m[1] + " to an object whose class did not declare it"
	}},
}

// receiver is an object of which goja gives the string, as V8 names it.
func receiver(text string) string {
	if name, ok := strings.CutPrefix(text, "[object "); ok && name != "Array]" {
		return "#<" + strings.TrimSuffix(name, "]") + ">"
	}
	return text
}

func read(m []string, s *Site) string {
	value := "undefined"
	if s != nil {
		if n, ok := find(s, func(n *ast.DotExpression) bool { return n.Identifier.Idx == s.at && n.Identifier.Name.String() == m[1] }); ok {
			value = s.nullish(n.Left)
		} else if n, ok := find(s, func(n *ast.BracketExpression) bool { return n.LeftBracket == s.at }); ok {
			value = s.nullish(n.Left)
		} else if c, ok := find(s, func(n *ast.CallExpression) bool {
			return memberOf(n.Callee) != nil && position(memberOf(n.Callee)) == s.at
		}); ok {
			value = s.nullish(memberOf(c.Callee))
		}
	}
	return "Cannot read properties of " + value + " (reading '" + m[1] + "')"
}

// memberOf is the object of a callee that is a member, nil for others.
func memberOf(callee ast.Expression) ast.Expression {
	switch n := callee.(type) {
	case *ast.DotExpression:
		return n.Left
	case *ast.BracketExpression:
		return n.Left
	}
	return nil
}

func toObject(_ []string, s *Site) string {
	if s == nil {
		return ""
	}
	if words := s.iterated(true); words != "" {
		return words
	}
	target, assigned := find(s, func(n *ast.AssignExpression) bool {
		return memberOf(n.Left) != nil && position(n.Left) == s.at
	})
	if assigned {
		switch n := target.Left.(type) {
		case *ast.DotExpression:
			return "Cannot set properties of " + s.nullish(n.Left) + " (setting '" + n.Identifier.Name.String() + "')"
		case *ast.BracketExpression:
			words := "Cannot set properties of " + s.nullish(n.Left)
			switch key := n.Member.(type) {
			case *ast.StringLiteral:
				words += " (setting '" + key.Value.String() + "')"
			case *ast.NumberLiteral:
				words += " (setting '" + key.Literal + "')"
			}
			return words
		}
	}
	c, ok := s.call()
	if !ok {
		return parameterNotIterable(s)
	}
	return nullArgument(s, c)
}

// parameterNotIterable says that a parameter that is an array pattern was given null or undefined.
func parameterNotIterable(s *Site) string {
	if _, ok := find(s, func(n *ast.ArrayPattern) bool { return n.LeftBracket == s.at }); ok {
		return "undefined is not iterable" + cannotRead
	}
	f, ok := find(s, func(n *ast.FunctionLiteral) bool { return n.Function == s.at })
	if ok && hasArrayPattern(f.ParameterList) {
		return "undefined is not iterable" + cannotRead
	}
	a, ok := find(s, func(n *ast.ArrowFunctionLiteral) bool { return n.Start == s.at })
	if ok && hasArrayPattern(a.ParameterList) {
		return "undefined is not iterable" + cannotRead
	}
	return ""
}

func hasArrayPattern(list *ast.ParameterList) bool {
	if list == nil {
		return false
	}
	for _, b := range list.List {
		if _, ok := b.Target.(*ast.ArrayPattern); ok {
			return true
		}
	}
	return false
}

// nullArgument words a built-in that was called on, or with, null or undefined.
func nullArgument(s *Site, c *ast.CallExpression) string {
	text := Print(c.Callee)
	for _, suffix := range []string{".call", ".apply"} {
		if method, ok := strings.CutSuffix(text, suffix); ok && strings.Contains(method, ".prototype.") {
			if strings.HasSuffix(method, ".toLocaleString") { // our own, in V8's words
				return ""
			}
			return method + " called on null or undefined"
		}
	}
	name := text[strings.LastIndexByte(text, '.')+1:]
	var argument ast.Expression
	if len(c.ArgumentList) > 0 {
		argument = c.ArgumentList[0]
	}
	switch {
	case takesCallback[name]:
		return s.value(argument) + " is not a function"
	case text == "Array.from":
		return s.described(argument, true) + " is not iterable" + cannotRead
	case text == "Object.assign" || strings.HasPrefix(text, "Object."):
		return ""
	}
	return ""
}

// value is an argument that was null or undefined.
func (s *Site) value(argument ast.Expression) string {
	if argument == nil {
		return "undefined"
	}
	return s.nullish(argument)
}

// takesCallback are the built-in methods that call their first argument.
var takesCallback = map[string]bool{
	"map": true, "forEach": true, "filter": true, "reduce": true, "reduceRight": true, "some": true, "every": true, "find": true, "findIndex": true,
	"findLast": true, "findLastIndex": true, "flatMap": true, "sort": true, "toSorted": true,
}

func missing(m []string, s *Site) string {
	if s != nil {
		if text := s.callee(); text != "" {
			return text + " is not a function"
		}
	}
	if m[1] == "Not a function" {
		return "(intermediate value) is not a function"
	}
	return "(intermediate value)." + m[1] + " is not a function"
}

func notObject(m []string, s *Site) string {
	value := receiver(m[1])
	if s == nil {
		return value + " is not a function"
	}
	if n, ok := find(s, func(n *ast.NewExpression) bool { return n.New == s.at }); ok {
		return constructed(n, value)
	}
	b, ok := find(s, func(n *ast.BinaryExpression) bool {
		return (n.Operator == token.IN || n.Operator == token.INSTANCEOF) && n.Left.Idx0() == s.at
	})
	if ok {
		return operand(b, value)
	}
	c, ok := s.call()
	if !ok {
		if words := s.iterated(false); words != "" {
			return "Iterator result " + value + " is not an object"
		}
		if text := s.callee(); text != "" {
			return text + " is not a function"
		}
		return ""
	}
	text := Print(c.Callee)
	name := text[strings.LastIndexByte(text, '.')+1:]
	switch {
	case takesCallback[name] && len(c.ArgumentList) <= 2 && memberOf(c.Callee) != nil:
		if name == "flatMap" {
			return "flatMap mapper function is not callable"
		}
		return value + " is not a function"
	case text == "Reflect.construct":
		return value + " is not a constructor"
	case strings.HasPrefix(text, "Reflect."):
		return text + " called on non-object"
	case text == "Object.defineProperty":
		return "Getter must be a function: " + value
	case text == "Object.fromEntries":
		return "Iterator value " + value + " is not an entry object"
	case strings.HasSuffix(text, ".prototype.bind.call"):
		return "Bind must be called on a function"
	case name == "apply" && memberOf(c.Callee) != nil && !strings.Contains(text, ".prototype."):
		return "CreateListFromArrayLike called on non-object"
	}
	if method, ok := strings.CutSuffix(text, ".call"); ok && strings.Contains(method, ".prototype.") && !strings.HasPrefix(text, "Function.") {
		return "Method " + method + " called on incompatible receiver " + value
	}
	return text + " is not a function"
}

// constructed words new of what is no constructor, or a constructor that refuses its argument.
func constructed(n *ast.NewExpression, value string) string {
	text := Print(n.Callee)
	switch text {
	case "Promise":
		return "Promise resolver " + value + " is not a function"
	case "Map", "WeakMap":
		return "Iterator value " + value + " is not an entry object"
	case "Proxy":
		return "Cannot create proxy with a non-object as target or handler"
	}
	return text + " is not a constructor"
}

// operand words the operators in and instanceof on a right side that is no object.
func operand(b *ast.BinaryExpression, value string) string {
	if b.Operator == token.INSTANCEOF {
		return "Right-hand side of 'instanceof' is not an object"
	}
	key := Print(b.Left)
	switch n := b.Left.(type) {
	case *ast.StringLiteral:
		key = n.Value.String()
	case *ast.PrivateIdentifier:
		key = "#" + n.Name.String()
	}
	return "Cannot use 'in' operator to search for '" + key + "' in " + value
}

func notCallable(m []string, s *Site) string {
	if s != nil {
		if n, ok := find(s, func(n *ast.NewExpression) bool { return n.New == s.at }); ok {
			return constructed(n, receiver(m[1]))
		}
	}
	switch {
	case m[1] != "":
		return receiver(m[1]) + " is not a function"
	case strings.HasSuffix(m[0], ": "): // an empty array's string
		return "[object Array] is not a function"
	}
	return ""
}

func notIterable(s *Site, nullish bool) string {
	if s == nil {
		return ""
	}
	if words := s.iterated(nullish); words != "" {
		return words
	}
	var argument ast.Expression
	if n, ok := find(s, func(n *ast.NewExpression) bool { return n.New == s.at }); ok && len(n.ArgumentList) > 0 {
		argument = n.ArgumentList[0]
	} else if c, ok := s.call(); ok && len(c.ArgumentList) > 0 {
		argument = c.ArgumentList[0]
	} else if words := parameterNotIterable(s); words != "" {
		return "object is not iterable" + cannotRead
	}
	if argument == nil {
		return ""
	}
	return s.described(argument, nullish) + " is not iterable" + cannotRead
}

func notCoercible(_ []string, s *Site) string {
	if s == nil {
		return ""
	}
	if c, ok := s.call(); ok {
		text := Print(c.Callee)
		for _, suffix := range []string{".call", ".apply"} {
			if method, ok := strings.CutSuffix(text, suffix); ok {
				return method + " called on null or undefined"
			}
		}
		switch text {
		case "Object.fromEntries":
			return "undefined is not iterable"
		case "Object.setPrototypeOf":
			return "Object.setPrototypeOf called on null or undefined"
		}
		return ""
	}
	return s.destructured()
}

func deadZone(_ []string, s *Site) string {
	if s == nil {
		return ""
	}
	id, ok := find(s, func(n *ast.Identifier) bool { return n.Idx == s.at })
	if !ok {
		return ""
	}
	return "Cannot access '" + id.Name.String() + "' before initialization"
}

func readOnly(m []string, s *Site) string {
	of := " of object '#<Object>'"
	if _, err := strconv.Atoi(m[1]); err == nil {
		of = " of object '[object Array]'"
	}
	if strings.HasPrefix(m[1], "#") {
		return ""
	}
	if s != nil {
		n, ok := find(s, func(n *ast.AssignExpression) bool { return memberOf(n.Left) != nil && position(n.Left) == s.at })
		if ok {
			if text, ok := memberOf(n.Left).(*ast.StringLiteral); ok {
				of = " of string '" + text.Value.String() + "'"
			}
		}
	}
	return m[0] + of
}

func incompatible(m []string, _ *Site) string {
	switch {
	case strings.HasPrefix(m[1], "Date.prototype.toLocale"): // our own, in V8's words
		return ""
	case strings.HasPrefix(m[1], "Date.prototype."):
		return "this is not a Date object."
	case strings.HasPrefix(m[1], "Boolean."), strings.HasPrefix(m[1], "Symbol."), strings.HasPrefix(m[1], "Number."), strings.HasPrefix(m[1], "String."):
		kind := m[1][:strings.IndexByte(m[1], '.')]
		return m[1] + " requires that 'this' be a " + kind
	}
	if m[2] == "" {
		return ""
	}
	return "Method " + m[1] + " called on incompatible receiver " + receiver(m[2])
}

func createProperty(m []string, s *Site) string {
	if s == nil {
		return ""
	}
	n, ok := find(s, func(n *ast.AssignExpression) bool { return memberOf(n.Left) != nil && position(n.Left) == s.at })
	if !ok {
		return ""
	}
	kind := "string"
	if _, err := strconv.ParseFloat(m[1], 64); err == nil {
		kind = "number"
	} else if m[1] == "true" || m[1] == "false" {
		kind = "boolean"
	}
	if d, ok := n.Left.(*ast.DotExpression); ok {
		return "Cannot create property '" + d.Identifier.Name.String() + "' on " + kind + " '" + m[1] + "'"
	}
	return ""
}

func invalidIndex(m []string, s *Site) string {
	if s == nil {
		return ""
	}
	if n, ok := find(s, func(n *ast.NewExpression) bool { return n.New == s.at }); ok {
		if Print(n.Callee) == "ArrayBuffer" {
			return "Invalid array buffer length"
		}
		return "Invalid typed array length: " + m[1]
	}
	if c, ok := s.call(); ok && strings.HasSuffix(Print(c.Callee), ".with") {
		return "Invalid index : " + m[1]
	}
	return ""
}

package cldr

// Reopen is a section that has decoded nothing yet.
func Reopen(data *string) *Section { return newSection(data) }

// The data files.
var NumbersData = &numbersData

package bundler

// prune
func (p *plugin) prune(s *source, names []string) {}

package proposals

import (
	"cmp"

	"talqy/proposals/act"
)

// listedOrganisation is an organisation of a list that the group does not know.
type listedOrganisation struct {
	organisationData
	// key tells it from the others of the list; kindFrom is the line that said its kind.
	key      string
	kindFrom int
	counted  bool
	id       OrganisationID
}

// listedOrganisations finds the organisations of lines. A line may name one in Russian, another in Kazakh, a third in both:
// names that stand together anywhere are of one organisation.
type listedOrganisations struct {
	// parent joins the names of one organisation; its end is what they are found by.
	parent map[string]string
	known  map[string][]*Organisation // by each of its names
	fresh  map[string]*listedOrganisation
}

func newOrganisationsOf(known []*Organisation, rows []ListedRow) *listedOrganisations {
	f := &listedOrganisations{parent: map[string]string{}, known: map[string][]*Organisation{}, fresh: map[string]*listedOrganisation{}}
	for _, o := range known {
		for _, key := range keysOf(o.Name) {
			f.known[key] = append(f.known[key], o)
		}
	}
	for i := range rows {
		if keys := keysOf(rows[i].Organisation); len(keys) == 2 {
			f.parent[f.end(keys[1])] = f.end(keys[0])
		}
	}
	// By the ends as they are now: which names the known ones are called by elsewhere in the list.
	for _, o := range known {
		for _, key := range keysOf(o.Name) {
			if end := f.end(key); end != key {
				f.known[end] = append(f.known[end], o)
			}
		}
	}
	for i := range rows {
		f.gather(&rows[i])
	}
	return f
}

// keysOf gives what the names of an organisation are compared by.
func keysOf(name Bilingual) []string {
	var keys []string
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		text := name.Ru
		if lang == act.Kazakh {
			text = name.Kk
		}
		if key := organisationKey(text); key != "" && (len(keys) == 0 || keys[0] != key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// end gives what the names that stand together are found by.
func (f *listedOrganisations) end(key string) string {
	for f.parent[key] != "" && f.parent[key] != key {
		key = f.parent[key]
	}
	return key
}

// named gives the organisation of the group that a line names: of several of one name that of the line's city, or the first.
func (f *listedOrganisations) named(r *ListedRow) *Organisation {
	keys := keysOf(r.Organisation)
	for _, key := range keys {
		if among := f.known[key]; len(among) > 0 {
			return inCity(among, r.City)
		}
	}
	for _, key := range keys {
		if among := f.known[f.end(key)]; len(among) > 0 {
			return inCity(among, r.City)
		}
	}
	return nil
}

func inCity(among []*Organisation, city string) *Organisation {
	for _, o := range among {
		if city != "" && act.Fold(o.City) == act.Fold(city) {
			return o
		}
	}
	return among[0]
}

// gather makes up a new organisation of what all lines say of it: the first name in each language, the first city and kind.
func (f *listedOrganisations) gather(r *ListedRow) {
	keys := keysOf(r.Organisation)
	if len(keys) == 0 || r.has("organisation") || f.named(r) != nil {
		return
	}
	end := f.end(keys[0])
	o := f.fresh[end]
	if o == nil {
		o = &listedOrganisation{key: end}
		f.fresh[end] = o
	}
	o.Name.Ru, o.Name.Kk = cmp.Or(o.Name.Ru, r.Organisation.Ru), cmp.Or(o.Name.Kk, r.Organisation.Kk)
	if !r.has("city") {
		o.City = cmp.Or(o.City, r.City)
	}
	if o.Kind == "" && r.Kind.valid() {
		o.Kind, o.kindFrom = r.Kind, r.N
	}
}

// place says which organisation a line means, and what is wrong with the kind of a new one.
func (f *listedOrganisations) place(r *ListedRow) {
	if len(keysOf(r.Organisation)) == 0 || r.has("organisation") {
		return
	}
	if o := f.named(r); o != nil {
		r.organisation = o.ID
		return
	}
	o := f.fresh[f.end(keysOf(r.Organisation)[0])]
	r.added = o
	switch {
	case r.has("kind"):
	case o.Kind == "":
		r.wrong("kind", Refuse(CodeEmpty))
	case r.Kind != "" && r.Kind != o.Kind:
		r.wrong("kind", Refuse(CodeOtherKind, "n", o.kindFrom))
	}
}

// has says whether something is wrong with a field.
func (r *Listed) has(field string) bool {
	for _, p := range r.Problems {
		if p.Field == field {
			return true
		}
	}
	return false
}

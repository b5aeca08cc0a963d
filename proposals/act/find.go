package act

// index answers the questions that are asked of a whole act again and again. It is built once from the tree.
type index struct {
	byEID    map[string]node
	byNum    map[string]*Provision // articles; those of the act itself stand before those of its annexes
	articles []*Provision
}

type node struct {
	provision *Provision
	parent    *Provision
}

// built returns the index, building it at the first call. Two first readers may both build it; either result serves, so
// no lock is held while reading. The tree must not be changed after the first call.
func (e *Expression) built() *index {
	if ix := e.index.Load(); ix != nil {
		return ix
	}
	ix := &index{byEID: make(map[string]node), byNum: make(map[string]*Provision)}
	for _, p := range e.Provisions {
		ix.add(p, nil)
	}
	e.index.CompareAndSwap(nil, ix)
	return e.index.Load()
}

func (ix *index) add(p, parent *Provision) {
	if _, taken := ix.byEID[p.EID]; !taken {
		ix.byEID[p.EID] = node{p, parent}
	}
	if p.Level == LevelArticle {
		ix.articles = append(ix.articles, p)
		if _, taken := ix.byNum[p.Num]; !taken {
			ix.byNum[p.Num] = p
		}
	}
	for _, child := range p.Children {
		ix.add(child, p)
	}
}

// Find returns the provision with the given eId, nil when there is none. It is safe for concurrent use.
func (e *Expression) Find(eid string) *Provision {
	return e.built().byEID[eid].provision
}

// Articles returns all articles of the act in the order of the text, those of annexes included.
func (e *Expression) Articles() []*Provision {
	return e.built().articles
}

// Path returns the provision with the given eId and all units that hold it, the largest first; nil when there is none.
func (e *Expression) Path(eid string) []*Provision {
	ix := e.built()
	n, ok := ix.byEID[eid]
	if !ok {
		return nil
	}
	var path []*Provision
	for n.provision != nil {
		path = append(path, n.provision)
		if n.parent == nil {
			break
		}
		n = ix.byEID[n.parent.EID]
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path
}

// Walk calls visit for every provision of the expression in the order of the text.
func (e *Expression) Walk(visit func(*Provision)) {
	for _, p := range e.Provisions {
		p.Walk(visit)
	}
}

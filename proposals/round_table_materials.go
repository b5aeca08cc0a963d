package proposals

import (
	"context"
	"slices"
)

// AddMaterial hands a file out at a round table: one that the organiser has brought within the last day, or that is handed out
// there already and gets another title. An empty title is the file's name.
func (w *Workbench) AddMaterial(ctx context.Context, by Member, id RoundTableID, file string, title Bilingual) error {
	title, err := optionalTitle("title", title)
	if err != nil {
		return w.hidden(by, id, err)
	}
	r, err := w.mayLead(by, id)
	if err != nil {
		return err
	}
	var brought Attachment
	if known := r.material(file); known != nil {
		brought = known.Attachment
	} else if brought, err = w.attachment(ctx, by, file); err != nil {
		return err
	}
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		switch known := r.material(file); {
		case known != nil && known.Title == title:
			return unchanged()
		case known == nil && len(r.Materials) >= MaxMaterials:
			return "", nil, Refuse(CodeTooMany, "limit", MaxMaterials)
		}
		return RoundTableMaterialAdded, materialData{brought, title}, nil
	})
}

// RemoveMaterial takes a file back that was handed out. The log still names it, so its content stays.
func (w *Workbench) RemoveMaterial(ctx context.Context, by Member, id RoundTableID, file string) error {
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		if r.material(file) == nil {
			return unchanged()
		}
		return RoundTableMaterialRemoved, materialRemovedData{file}, nil
	})
}

// material finds a file that is handed out; nil when there is none of that id.
func (r *RoundTable) material(file string) *Material {
	i := slices.IndexFunc(r.Materials, func(m Material) bool { return m.ID == file })
	if i < 0 {
		return nil
	}
	return &r.Materials[i]
}

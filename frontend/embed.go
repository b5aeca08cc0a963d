// Package frontend carries the built browser side inside the program, so that one file is the whole installation.
//
// It knows where the build lies and nothing of how it is served: server/web does that.
package frontend

import "embed"

// Dist is the folder dist as `npm run build` left it: index.html, theme.js and assets/. Before the first build it holds
// only the placeholder .gitkeep, and a reader must be ready for index.html to be missing (fs.ErrNotExist).
//
//go:embed all:dist
var Dist embed.FS

package main

// version is the release: the newest of CHANGELOG.md, and that of package.json.
const version = "0.1.0"

// Package proposals is the domain: bills, the proposals to amend current law that they gather, the comments on them, the
// round tables that discuss them, and the people and organisations who do so.
//
// Everything that happens is an Event, appended to a Log first and folded into the state after. The Workbench is the one
// door: it decides who may do what, appends, folds and tells. The package refuses to know how events are stored, how
// requests arrive and in which language an error is shown.
package proposals

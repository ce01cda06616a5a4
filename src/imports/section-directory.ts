/** The bureau's sections and sets of sections by id, as in `workflows/sections.yaml`. */
export interface SectionDirectory {
  sections: Readonly<Record<string, { zh: string; shortNames: readonly string[] }>>;
  sectionSets: Readonly<Record<string, { zh: string }>>;
}

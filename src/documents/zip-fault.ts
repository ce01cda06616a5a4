/** What can be wrong inside a container. */
export type ZipFaultCode =
  | 'zip-damaged'
  | 'zip-bomb-ratio'
  | 'zip-bomb-entries'
  | 'zip-bomb-size'
  | 'zip-bomb-depth'
  | 'zip-path'
  | 'zip-link'
  | 'zip-duplicate'
  | 'zip-method'
  | 'hidden-bytes'
  | 'password-protected'
  | 'macros'
  | 'doctype'
  | 'xml-encoding'
  | 'external-template';

export interface ZipFault {
  code: ZipFaultCode;
  /** The entry, with the containers around it: `word/embeddings/a.xlsx › xl/workbook.xml`. */
  entry?: string;
}

/** Addresses of the portal. Others link to them, so they stay. */
export function pagePath(caseId: string): string {
  return `/public/items/${caseId}`;
}

export function filePath(caseId: string, field: string, no: number): string {
  return `/api/v1/public/items/${caseId}/files/${encodeURIComponent(field)}${no === 1 ? '' : `/${no}`}`;
}

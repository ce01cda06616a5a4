/** A page as it was made, with what a reader's cache is told of it. */
export interface MadePage {
  body: string;
  /** Media type with its charset. */
  type: string;
  status: number;
  etag: string;
  changedAt: Date | null;
}

const mostPages = 400;

/** The pages of the edition that is out, those asked for last. A new edition begins with none. */
export class PageStore {
  private edition = '';
  private readonly pages = new Map<string, Promise<MadePage>>();

  /** @returns the page of that address, made once however many ask for it at the same time */
  get(edition: string, address: string, make: () => Promise<MadePage>): Promise<MadePage> {
    if (edition !== this.edition) {
      this.pages.clear();
      this.edition = edition;
    }
    const kept = this.pages.get(address);
    const page = kept ?? make();
    this.pages.delete(address);
    this.pages.set(address, page);
    if (!kept) this.letGo(address, page);
    return page;
  }

  private letGo(address: string, page: Promise<MadePage>): void {
    page.catch(() => {
      if (this.pages.get(address) === page) this.pages.delete(address);
    });
    const [oldest] = this.pages.keys();
    if (this.pages.size > mostPages && oldest !== undefined) this.pages.delete(oldest);
  }
}

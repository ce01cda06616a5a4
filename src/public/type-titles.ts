import type { Definitions } from '../definitions/definitions.js';
import { topicTitle } from './topics.js';

export interface Titles {
  zh: string;
  en: string;
}

/** What the types and topics of the catalogue are called: by the newest version of each definition. */
export class CatalogueTitles {
  private readonly types = new Map<string, Titles>();
  private readonly topics = new Map<string, Titles>();

  constructor(definitions: Definitions) {
    for (const { definition } of definitions.all()) {
      this.types.set(definition.workflow, definition.title);
      for (const [value, title] of Object.entries(definition.form['topic']?.of ?? {}))
        this.topics.set(value, title);
    }
  }

  ofType(type: string): Titles {
    return this.types.get(type) ?? { zh: type, en: type };
  }

  ofTopic(topic: string): Titles {
    return this.topics.get(topic) ?? topicTitle(topic);
  }
}

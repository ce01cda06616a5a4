import type { Channel, ChannelKind, Channels } from '../../definitions/load-channels.js';
import type { Definitions } from '../../definitions/definitions.js';
import type { CaseFile } from '../../engine/case-file.js';
import type { Definition } from '../../engine/definition.js';
import type { ChannelSettings } from '../../platform/channel-settings.js';
import { ConfigurationFault } from '../../platform/faults.js';

export interface ChosenChannel {
  name: string;
  kind: ChannelKind;
  isRequired: boolean;
  isSwitchedOn: boolean;
}

const settingNames: Partial<Record<ChannelKind, string>> = {
  webhook: 'WEBSITE_WEBHOOK_URL, WEBSITE_WEBHOOK_SECRET',
  wechat: 'WECHAT_APP_ID, WECHAT_APP_SECRET, WECHAT_COVER_MEDIA_ID',
};

/** Which channels a case goes to: the definition says what it needs, the settings say what the bureau has. */
export class ChooseChannels {
  readonly channels: Channels;

  /** @throws ConfigurationFault for a required channel without its settings: nothing could ever be posted on it */
  constructor(
    definitions: Definitions,
    private readonly settings: ChannelSettings,
  ) {
    this.channels = definitions.channels;
    const missing = definitions
      .all()
      .flatMap(({ definition, file }) =>
        (definition.channels?.required ?? [])
          .filter((name) => !this.isSwitchedOn(this.channels[name]))
          .map(
            (name) => `${file} requires the channel ${name}: set ${settingNames[this.kindOf(name)] ?? name}`,
          ),
      );
    if (missing.length > 0)
      throw new ConfigurationFault(`channels without their settings:\n${missing.join('\n')}`);
  }

  run({ channels: wanted }: Definition, { fields }: CaseFile): ChosenChannel[] {
    const required = wanted?.required ?? ['portal'];
    const optional = wanted ? this.optionalOf(wanted, fields) : [];
    return [...new Set([...required, ...optional])].map((name) => ({
      name,
      kind: this.kindOf(name),
      isRequired: required.includes(name),
      isSwitchedOn: this.isSwitchedOn(this.channels[name]),
    }));
  }

  /** Unless the case names them, the optional ones that need nobody's hands and are switched on. */
  private optionalOf(
    { optional, chosenIn }: NonNullable<Definition['channels']>,
    fields: CaseFile['fields'],
  ): string[] {
    if (chosenIn === undefined)
      return optional.filter(
        (name) => this.kindOf(name) !== 'manual' && this.isSwitchedOn(this.channels[name]),
      );
    const named = fields[chosenIn];
    return Array.isArray(named) ? optional.filter((name) => (named as unknown[]).includes(name)) : [];
  }

  private kindOf(name: string): ChannelKind {
    return this.channels[name]?.kind ?? 'manual';
  }

  private isSwitchedOn(channel: Channel | undefined): boolean {
    switch (channel?.kind) {
      case 'webhook':
        return this.settings.website !== null;
      case 'wechat':
        return this.settings.wechat !== null;
      case 'portal':
      case 'manual':
        return true;
      case undefined:
        return false;
    }
  }
}

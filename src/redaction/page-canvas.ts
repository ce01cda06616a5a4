import { createCanvas, GlobalFonts, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';

/** Families with Chinese letters, the usual ones first; a PDF may name a font and not bring it. */
const chineseFamilies =
  /^(?:Noto (?:Serif|Sans) (?:CJK|SC)|Source Han|SimSun|NSimSun|FangSong|STSong|SimHei|Microsoft YaHei|WenQuanYi|PingFang|Songti|AR PL|Droid Sans Fallback)/i;

/** The family that stands in for a Chinese font that a PDF does not bring; null when this machine has none. */
export function chineseFamily(): string | null {
  const family = GlobalFonts.families
    .map(({ family: name }) => name)
    .find((name) => chineseFamilies.test(name));
  return family ?? null;
}

export function pageCanvas(
  widthPixels: number,
  heightPixels: number,
): { canvas: Canvas; context: SKRSContext2D } {
  const canvas = createCanvas(widthPixels, heightPixels);
  const context = canvas.getContext('2d');
  addChineseFamily(context);
  return { canvas, context };
}

/** The canvas looks for a letter in the families named and nowhere else, so a Chinese one is named each time. */
function addChineseFamily(context: SKRSContext2D): void {
  const family = chineseFamily();
  if (family === null) return;
  const prototype = Object.getPrototypeOf(context) as object;
  Object.defineProperty(context, 'font', {
    configurable: true,
    get: () => Reflect.get(prototype, 'font', context) as string,
    set: (value: string) =>
      Reflect.set(prototype, 'font', value.replace(/,\s*([\w-]+)$/, `, "${family}", $1`), context),
  });
}

interface CanvasEntry {
  canvas: Canvas | null;
  context: SKRSContext2D | null;
}

/** Makes the canvases for groups and masks within a page; the library asks for these three methods. */
export class PageCanvasFactory {
  create(widthPixels: number, heightPixels: number): CanvasEntry {
    return pageCanvas(widthPixels, heightPixels);
  }

  reset(entry: CanvasEntry, widthPixels: number, heightPixels: number): void {
    if (!entry.canvas) return;
    entry.canvas.width = widthPixels;
    entry.canvas.height = heightPixels;
  }

  destroy(entry: CanvasEntry): void {
    entry.canvas = null;
    entry.context = null;
  }
}

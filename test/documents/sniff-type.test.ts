import { sniffType } from '../../src/documents/sniff-type.js';
import { writeCompound } from './compound-writer.js';
import { bmp, docx, ebml, gif, jpeg, movie, mp3, ofd, officeParts, pdf, png, riff } from './sample-files.js';
import { ScratchFolder } from './scratch-folder.js';
import { writeZip } from './zip-writer.js';

const scratch = new ScratchFolder();
beforeAll(() => scratch.make());
afterAll(() => scratch.remove());

const formatOf = async (bytes: Buffer | string): Promise<string> =>
  (await sniffType(await scratch.write(Buffer.from(bytes)))).format;
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const stream = (name: string): { name: string; data: Buffer } => ({ name, data: Buffer.alloc(5000) });

describe('the type of a file', () => {
  it.each<[string, Buffer]>([
    ['pdf', pdf],
    ['ofd', ofd()],
    ['docx', docx()],
    ['docx', docx([], { hasZip64: true })],
    ['xlsx', writeZip(officeParts('xl/workbook.xml'))],
    ['pptx', writeZip(officeParts('ppt/presentation.xml'))],
    ['doc', writeCompound([stream('WordDocument'), stream('1Table')])],
    ['xls', writeCompound([stream('Workbook')])],
    ['xls', writeCompound([stream('Book')])],
    ['ppt', writeCompound([stream('PowerPoint Document')])],
    ['encrypted-office', writeCompound([stream('EncryptedPackage'), stream('EncryptionInfo')])],
    ['doc', writeCompound([stream('WordDocument')], [stream('Workbook')])],
    ['png', png],
    ['jpeg', jpeg],
    ['gif', gif],
    ['webp', riff('WEBPVP8 ')],
    ['tiff', latin1('II*\0\x08\0\0\0')],
    ['tiff', latin1('MM\0*\0\0\0\x08')],
    ['bmp', bmp()],
    ['mp4', movie('isom')],
    ['m4a', movie('M4A ')],
    ['webm', ebml('webm')],
    ['mp4', movie('mp42')],
    ['mov', movie('qt  ')],
    ['mp3', latin1('ID3\x03\0\0\0\0\0\0')],
    ['mp3', mp3()],
    ['wav', riff('WAVEfmt ')],
  ])('is told by its content: %s', async (format, bytes) => expect(await formatOf(bytes)).toBe(format));

  it.each([
    ['text', '现将工作要点印发给你们，请认真贯彻执行。\n'],
    ['text', 'BM 是一个词，不是位图\n'],
    ['text', 'MZ 也是一个词\n'],
    ['text', '# 一、总体要求\n- 公开\n'],
    ['csv', '序号,任务,时限\n1,"解读,材料",3个工作日\n2,归档,季度\n'],
    ['csv', 'a\tb\n1\t2\n'],
    ['html', '<!DOCTYPE html>\n<html><body>公告</body></html>'],
    ['html', '\ufeff  <!-- 注释 --><HTML>公告'],
    ['html', '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0" "x"><html/>'],
    ['html', '<script>alert(1)</script>'],
    ['xml', '<?xml version="1.0"?><目录><件/></目录>'],
    ['xml', '<root>文本</root>'],
    ['svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    [
      'svg',
      '<?xml version="1.0"?><!-- a --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [<!ENTITY a "b">]>\n<svg/>',
    ],
    ['svg', '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>'],
    ['executable', '#!/bin/sh\nrm -rf /\n'],
    ['rtf', '{\\rtf1\\ansi 公告}'],
  ])('is told apart among texts: %s', async (format, text) => expect(await formatOf(text)).toBe(format));

  it.each<[string, Buffer]>([
    ['executable', latin1('MZ\x90\0\x03\0\0\0')],
    ['executable', latin1('\x7fELF\x02\x01\x01\0')],
    ['executable', latin1('\xca\xfe\xba\xbe\0\0\0\x41')],
    ['executable', latin1('L\0\0\0\x01\x14\x02\0')],
    ['archive', latin1('Rar!\x1a\x07\x01\0')],
    ['archive', latin1('7z\xbc\xaf\x27\x1c\0\x04')],
    ['archive', latin1('\x1f\x8b\x08\0\0\0\0\0')],
    ['archive', writeZip([{ name: '名单.txt', data: '张三' }])],
    ['archive', latin1('PK\x03\x04 cut off')],
    ['archive', writeZip([...officeParts('word/document.xml'), { name: 'xl/workbook.xml' }])],
    ['unknown', Buffer.alloc(0)],
    ['unknown', latin1('\0\x01\x02\x03')],
    ['unknown', Buffer.from('现将工作要点\0印发')],
    ['unknown', latin1('\x89PNG cut off \x1b')],
    ['unknown', writeCompound([stream('WordDocument'), stream('Workbook')])],
    ['unknown', writeCompound([stream('SomethingElse')])],
    ['unknown', writeCompound([stream('WordDocument')]).subarray(0, 700)],
    ['unknown', latin1(`junk\0${pdf.toString('latin1')}`)],
    ['unknown', movie('heic')],
    ['unknown', ebml('matroska')],
  ])('is %s for what is not accepted', async (format, bytes) => expect(await formatOf(bytes)).toBe(format));

  it.each<[string, Buffer]>([
    ['utf-8', Buffer.from('政务公开')],
    ['utf-8', Buffer.from('\ufeff政务公开')],
    ['gb18030', Buffer.from('d5fecef1b9abbfaa', 'hex')],
    ['utf-16le', Buffer.from('\ufeff政务公开', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeff政务公开', 'utf16le').swap16()],
  ])('of a text says its encoding: %s', async (encoding, bytes) =>
    expect(await sniffType(await scratch.write(bytes))).toEqual({ format: 'text', encoding }),
  );

  it('is text only when the whole file is, also past the first pieces and across their seams', async () => {
    const long = Buffer.from(`a${'政'.repeat(100_000)}`); // three bytes each: a character lies across every seam
    expect(await formatOf(long)).toBe('text');
    expect(await formatOf(Buffer.concat([long, Buffer.from([0])]))).toBe('unknown');
    expect(await formatOf(long.subarray(0, -1))).not.toBe('csv');
    expect((await sniffType(await scratch.write(long))).encoding).toBe('utf-8');
  });
});

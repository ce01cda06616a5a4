export default async function tearDown() {
  await globalThis.gongkaiTestServers.stop();
}

// Containers that are imported, and a container's upper directory, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./import.en.ts";

export const ko: Dictionary<typeof en> = {
  "import.button": "컨테이너 가져오기: docker export, overlay upper 디렉터리 또는 레이어 tar",
  "import.short": "가져오기…",
  "import.title":
    "docker export, overlay2 upper 디렉터리 또는 레이어의 tar가 컨테이너의 읽기-쓰기 레이어가 됩니다. 레이어 위에 끌어다 놓아도 됩니다.",
  "import.drop": "놓으면 이미지 위에 컨테이너로 올립니다",
  "import.reading": (p) => `${p.file} 읽는 중`,
  "import.heading": (p) => `${p.file}의 컨테이너`,
  "import.kind": "종류",
  "import.kind.export": "docker export: 컨테이너의 모든 파일",
  "import.kind.upper": "overlay2 upper 디렉터리",
  "import.kind.layer": "레이어 하나",
  "import.place": "아래 레이어",
  "import.place.option": (p) => `${p.image}, 레이어 ${p.n === "1" ? "1" : `1~${p.n}`}`,
  "import.fit.export": (p) =>
    `이미지의 파일 ${p.of}개 중 ${p.equal}개가 같고 ${p.changed}개가 다르며 ${p.missing}개가 없습니다. ${p.added}개는 새 파일입니다.`,
  "import.fit.other": (p) =>
    `디렉터리와 화이트아웃 ${p.of}개 중 ${p.equal}개가 아래에서 필요한 것을 찾았고 ${p.missing}개는 찾지 못했습니다. 파일 ${p.already}개는 이미 있습니다.`,
  "import.none": "읽은 이미지 중 맞는 것이 없습니다. 그래도 올리려면 자리를 고르세요.",
  "import.again": "그 자리에 올리기",
  "import.did": (p) => `${p.file}의 컨테이너 ${p.id}: ${p.kind}. ${p.named}의 레이어 ${p.n}개 위.`,
  "import.failed": (p) => `${p.file}을(를) 가져올 수 없습니다: ${p.why}`,

  "upper.title": "파일로 본 레이어",
  "upper.form": "화이트아웃 형태",
  "upper.form.layer": "레이어 tar의 파일",
  "upper.form.overlay": "overlay2 디스크의 장치",
  "upper.says.layer":
    "docker commit과 docker save가 쓰는 형태: 사라진 것은 빈 파일 .wh.이름이고, 디렉터리 안의 .wh..wh..opq는 아래 레이어의 내용을 모두 가립니다.",
  "upper.says.overlay":
    "엔진의 디스크에 있는 형태: 사라진 것은 같은 이름의 문자 장치 0,0이고, 디렉터리의 trusted.overlay.opaque는 아래 레이어의 내용을 모두 가립니다.",
  "upper.none": "아직 아무것도 없습니다.",
  "upper.range": (p) => `항목 ${p.n}개 중 ${p.from}–${p.to}, 내용 ${p.size}`,
  "upper.whiteout": "화이트아웃",
  "upper.opaque": "불투명",

  "container.field.createdBy": "만든 명령(이력에 남음)",
  "container.createdBy.text":
    "docker commit은 그동안 무엇을 입력했든 컨테이너의 명령을 여기에 씁니다. 실제로 한 일을 대신 적어도 됩니다.",
  "container.saveImage.hashing":
    "압축된 레이어는 다이제스트로 이름을 붙입니다. 모든 레이어의 확인이 끝나면 저장할 수 있습니다.",

  "shell.noFile": (p) => `${p.path}은(는) 내용이 있는 파일이 아닙니다. “-”로 복사하면 tar로 저장합니다.`,
  "shell.choose": (p) => `${p.path}에 넣을 파일을 고르세요.`,
};
